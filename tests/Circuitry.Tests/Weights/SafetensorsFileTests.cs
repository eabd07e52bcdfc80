using System.Text;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class SafetensorsFileTests
{
    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void What_is_written_is_read_bit_for_bit(ScalarType type)
    {
        using var folder = new TemporaryFolder();
        using var grid = Ops.Range(24, ScalarType.Float32)
            .sub(Scalars.Of(3))
            .div(Scalars.Of(1.7))
            .view(2, 3, 4)
            .to(type);
        using var turned = grid.permute(2, 0, 1);
        using var single = tensor(1).to(type);
        using var nothing = zeros(0, 3, dtype: type);
        var path = folder.File("a.safetensors");

        SafetensorsWriter.Write(
            path,
            [("turned", turned), ("grid", grid), ("single", single), ("nothing", nothing)],
            new Dictionary<string, string> { ["format"] = "pt" }
        );

        using var file = new SafetensorsFile(path);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(["grid", "nothing", "single", "turned"], file.Tensors.Keys.Order());
        foreach (
            var (name, written) in new[]
            {
                ("turned", turned.contiguous()),
                ("grid", grid),
                ("single", single),
                ("nothing", nothing),
            }
        )
        {
            using var read = file.Read(name);
            Assert.Equal(type, file.Tensors[name].Type);
            Assert.Equal(type, read.dtype);
            Assert.Equal(written.shape, read.shape);
            Assert.Equal(written.bytes.ToArray(), read.bytes.ToArray());
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        const string header = """
            {"__metadata__":{"k":"v"},"h":{"dtype":"BF16","shape":[1],"data_offsets":[8,10]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """;
        using var folder = new TemporaryFolder();
        using var h = tensor(1.0f).view(1).to(ScalarType.BFloat16);
        using var w = tensor(new[] { 1f, -2f });

        SafetensorsWriter.Write(
            folder.File("a.safetensors"),
            [("h", h), ("w", w)],
            new Dictionary<string, string> { ["k"] = "v" }
        );

        var padded = header + new string(' ', (8 - (header.Length % 8)) % 8);
        Assert.Equal(
            RawSafetensors.Bytes(padded, 0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x80, 0x3F),
            File.ReadAllBytes(folder.File("a.safetensors"))
        );
    }

    [Fact]
    public void Numbers_are_converted_as_they_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = RawSafetensors.Write(
            folder,
            RawSafetensors.Bytes("""{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", [0x00, 0x3C, 0x00, 0xC1])
        );
        using var file = new SafetensorsFile(path);

        using var read = file.Read("x", ScalarType.Float64);

        Assert.Equal([1.0, -2.5], read.data<double>().ToArray());
    }

    [Fact]
    public void Tensors_outlive_the_file_and_share_nothing_with_it()
    {
        using var folder = new TemporaryFolder();
        using var x = tensor(new[] { 1f, 2f });
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [("x", x)]);
        Tensor read;
        using (var file = new SafetensorsFile(path))
        {
            read = file.Read("x");
            read.fill_(Scalars.Of(5));
            using var again = file.Read("x");
            Assert.Equal([1f, 2f], again.All());
        }

        Assert.Equal([5f, 5f], read.All());
        read.Dispose();
    }

    [Fact]
    public void A_closed_file_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2);
        SafetensorsWriter.Write(folder.File("a.safetensors"), [("x", x)]);
        var file = new SafetensorsFile(folder.File("a.safetensors"));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Read("x"));
    }

    [Fact]
    public void A_name_that_is_not_stored_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2);
        SafetensorsWriter.Write(folder.File("a.safetensors"), [("x", x)]);
        using var file = new SafetensorsFile(folder.File("a.safetensors"));

        Assert.Equal("y", Assert.Throws<WeightsException>(() => file.Read("y")).Tensor);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2);
        using var disposed = ones(2);
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [("x", x)]);
        var before = File.ReadAllBytes(path);

        Assert.Throws<WeightsException>(() => SafetensorsWriter.Write(path, [("x", x), ("x", x)]));
        Assert.Throws<WeightsException>(() => SafetensorsWriter.Write(path, [("__metadata__", x)]));
        using var complex = zeros(2, dtype: ScalarType.ComplexFloat32);
        Assert.Throws<WeightsException>(() => SafetensorsWriter.Write(path, [("x", complex)]));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2);
        using var y = ones(3, dtype: ScalarType.Float64);
        SafetensorsWriter.Write(folder.File("a"), [("x", x), ("y", y)]);
        SafetensorsWriter.Write(folder.File("b"), [("x", x), ("y", y)]);

        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void Any_damaged_byte_of_the_header_is_refused_or_harmless()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2, 3);
        using var y = ones(4, dtype: ScalarType.Float64);
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [("x", x), ("y", y)]);
        var whole = File.ReadAllBytes(path);
        var headerEnd = 8 + BitConverter.ToInt32(whole);
        var random = new Random(1);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(headerEnd)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);
            try
            {
                using var file = new SafetensorsFile(path);
                foreach (var name in file.Tensors.Keys)
                {
                    file.Read(name).Dispose();
                }
            }
            catch (WeightsException error)
            {
                Assert.Equal(path, error.File);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 1999);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var x = ones(2, 3);
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [("x", x)]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<WeightsException>(() => new SafetensorsFile(path));
        }
    }
}

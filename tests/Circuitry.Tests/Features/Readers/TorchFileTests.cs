using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class TorchFileTests : IDisposable
{
    private static readonly byte[] SixFloats = StoredZip.Floats(0, 1, 2, 3, 4, 5);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("ae.pt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_of_one_storage_are_read_by_offset_and_strides()
    {
        var pickle = HandPickle
            .StateDictionary()
            .Tensor("rows", "FloatStorage", "0", 6, [2, 3], [3, 1])
            .Tensor("columns", "FloatStorage", "0", 6, [3, 2], [1, 3])
            .Tensor("tail", "FloatStorage", "0", 6, [2], [2], offset: 3)
            .Tensor("number", "FloatStorage", "0", 6, [], [], offset: 4)
            .Tensor("four", "FloatStorage", "0", 6, [1, 1, 1, 2], [9, 9, 9, 1]);
        TorchFiles.Write(Path, pickle.EndWithVersions(), ("ae/data/0", SixFloats));

        Assert.Equal([0, 1, 2, 3, 4, 5], Read("rows"));
        Assert.Equal([0, 3, 1, 4, 2, 5], Read("columns"));
        Assert.Equal([3, 5], Read("tail"));
        Assert.Equal([4], Read("number"));
        Assert.Equal([0, 1], Read("four"));
    }

    [Fact]
    public void Every_type_of_number_is_read_as_it_was_written()
    {
        using var scope = NewDisposeScope();
        ScalarType[] types =
        [
            ScalarType.Float64,
            ScalarType.Float32,
            ScalarType.Float16,
            ScalarType.BFloat16,
            ScalarType.Int64,
            ScalarType.Int32,
        ];
        TorchFiles.Write(Path, [.. types.Select(type => ($"{type}", tensor(new[] { -2, 0, 3 }).to(type)))]);
        using var file = new TorchFile(Path);

        Assert.Equal(types.Length, file.Tensors.Count);
        foreach (var type in types)
        {
            Assert.Equal(type, file.Tensors[$"{type}"].Type);
            Assert.Equal([-2, 0, 3], Values(file.Read($"{type}")));
        }
    }

    [Fact]
    public void A_plain_dictionary_long_numbers_and_kept_values_are_understood()
    {
        TorchFiles.Write(Path, [.. Plain().Code(".").End()], ("ae/data/0", SixFloats));
        Assert.Equal([0, 1, 2, 3, 4, 5], Read("a"));

        // The kept name and the kept tensor once more.
        Refused("'a' twice", Plain().Code("j\u0001\0\0\0h\u0002s.").End(), ("ae/data/0", SixFloats));
    }

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch", "BoolStorage")]
    [InlineData("torch._utils", "_rebuild_parameter")]
    [InlineData("collections", "defaultdict")]
    public void Every_name_but_those_of_tensors_is_refused_before_anything_is_called(string module, string name) =>
        Refused(
            $"{module}.{name}, which is refused",
            new HandPickle().Global(module, name).Text("echo").Byte(0x85).Code("R.").End()
        );

    [Theory]
    [InlineData("i", "0x69")]
    [InlineData("o", "0x6F")]
    [InlineData("\u0081", "0x3F")]
    [InlineData("P", "0x50")]
    [InlineData("]", "0x5D")]
    [InlineData("2", "0x32")]
    public void Every_other_instruction_is_refused(string instruction, string shown) =>
        Refused($"instruction {shown}", new HandPickle().Code(instruction).End());

    [Fact]
    public void Instructions_in_a_wrong_order_are_refused()
    {
        Refused("found none", new HandPickle().Code("R").End());
        Refused("a mark", new HandPickle().Code("}t").End());
        Refused("a dictionary to add to", new HandPickle().Code("((u").End());
        Refused("an odd number", new HandPickle().Code("}(N").End());
        Refused("a value that was kept", new HandPickle().Code("h\u0007").End());
        Refused("attributes of a dictionary", new HandPickle().Code("NNb").End());
        Refused(
            "a call that makes",
            new HandPickle().Global("collections", "OrderedDict").Code("N").Byte(0x85).Code("R").End()
        );
        Refused("a reference to a storage", new HandPickle().Text("storage").Byte(0x85).Code("Q").End());
        Refused("version 2 of pickle", [0x80, 4, (byte)'}', (byte)'.']);
        Refused(
            "a whole pickle",
            HandPickle.StateDictionary().Tensor("a", "FloatStorage", "0", 6, [6], [1]).End()[..60]
        );
        Refused("a dictionary of tensors", new HandPickle().Code("N.").End());
        Refused("tensors by name", new HandPickle().Code("}").Text("a").Int(70_000).Code("s.").End());
    }

    [Fact]
    public void Tensors_outside_of_their_storage_are_refused()
    {
        Outside([7], [1], 0);
        Outside([2, 3], [3, 1], 1);
        Outside([2], [6], 0);
        Outside([2], [1], -1);
        Outside([2], [-1], 3);
        Outside([2, 3], [1], 0);
        // Strides of 0 would make of six numbers as many as are asked for.
        Outside([2_000_000_000], [0], 0);
        Outside([2_000_000_000, 2_000_000_000, 2_000_000_000], [0, 0, 0], 0);
    }

    [Fact]
    public void Storages_that_are_missing_or_of_another_size_are_refused()
    {
        var pickle = HandPickle.StateDictionary().Tensor("a", "FloatStorage", "0", 6, [6], [1]).End();
        Refused("data/0", pickle, ("ae/data/1", SixFloats));
        Refused("6 numbers of type Float32", pickle, ("ae/data/0", SixFloats[..20]));
        Refused("6 numbers of type Float32", pickle, ("ae/data/0", [.. SixFloats, 0]));
        Refused(
            "a reference to a storage",
            HandPickle.StateDictionary().Tensor("a", "FloatStorage", "../0", 6, [6], [1]).End()
        );
    }

    [Fact]
    public void Big_endian_files_and_files_of_other_kinds_are_refused()
    {
        StoredZip.Write(
            Path,
            [("ae/data.pkl", new HandPickle().Code("}.").End()), ("ae/byteorder", StoredZip.Ascii("big"))]
        );
        Refusals.Expect<WeightsException>(Path, "little-endian", () => new TorchFile(Path));
        File.Delete(Path);
        StoredZip.Write(Path, [("ae/constants.pkl", [])]);
        Refusals.Expect<WeightsException>(Path, "expected data.pkl", () => new TorchFile(Path));
        File.WriteAllBytes(Path, [0x80, 2, (byte)'}', (byte)'.']);
        Refusals.Expect<WeightsException>(Path, "a zip file", () => new TorchFile(Path));
        Refusals.Expect<WeightsException>("none.pt", "no such file", () => new TorchFile(_folder.File("none.pt")));
    }

    [Fact]
    public void Files_that_would_unpack_to_absurd_sizes_are_refused_by_what_they_declare()
    {
        StoredZip.Write(
            Path,
            [("ae/data.pkl", new HandPickle().Code("}.").End()), ("ae/data/0", new byte[100_000_000])],
            System.IO.Compression.CompressionLevel.SmallestSize
        );

        Refusals.Expect<WeightsException>(Path, "entries of a plausible size", () => new TorchFile(Path));
    }

    /// <summary>{'a': tensor} with name and tensor kept, and a number in its long form.</summary>
    private static HandPickle Plain() =>
        new HandPickle()
            .Code("}")
            .Text("a")
            .Code("r\u0001\0\0\0")
            .Global("torch._utils", "_rebuild_tensor_v2")
            .Code("((")
            .Text("storage")
            .Global("torch", "FloatStorage")
            .Text("0")
            .Text("cpu")
            .Byte(0x8A)
            .Byte(1)
            .Byte(6)
            .Code("tQ")
            .Int(0)
            .Tuple([6])
            .Tuple([1])
            .Byte(0x89)
            .Global("collections", "OrderedDict")
            .Code(")RtRq\u0002s");

    private double[] Read(string name)
    {
        using var file = new TorchFile(Path);
        using var tensor = file.Read(name);
        return Values(tensor);
    }

    private void Outside(int[] shape, int[] strides, int offset) =>
        Refused(
            "a tensor within its 6 numbers",
            HandPickle.StateDictionary().Tensor("a", "FloatStorage", "0", 6, shape, strides, offset).End(),
            ("ae/data/0", SixFloats)
        );

    private void Refused(string words, byte[] pickle, params (string, byte[])[] entries)
    {
        File.Delete(Path);
        TorchFiles.Write(Path, pickle, entries);
        Refusals.Expect<WeightsException>(Path, words, () => new TorchFile(Path));
    }
}

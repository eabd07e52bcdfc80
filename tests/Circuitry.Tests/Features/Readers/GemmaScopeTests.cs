using System.IO.Compression;
using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class GemmaScopeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("params.npz");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("w_enc", "w_dec", 1, CompressionLevel.NoCompression)]
    [InlineData("W_enc", "W_dec", 2, CompressionLevel.SmallestSize)]
    public void Parameters_are_read_as_their_formula_says(
        string encoder,
        string decoder,
        byte version,
        CompressionLevel level
    )
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors(encoder, decoder);
        NumpyFiles.Write(Path, tensors, version, level);
        using var read = SparseAutoencoder.LoadGemmaScope(_folder.Path, Site);
        var x = Normal(60, 6, InputWidth);
        var pre = x.mm(tensors[0].Tensor).add(tensors[2].Tensor, Scalars.One);
        var features = pre.mul(pre.gt(tensors[4].Tensor).to(float64)).relu();

        SparseAutoencoderTests.Expect(Values(features), Values(read.Encode(x)), 1e-12);
        SparseAutoencoderTests.Expect(
            Values(features.mm(tensors[1].Tensor).add(tensors[3].Tensor, Scalars.One)),
            Values(read.Decode(features, x)),
            1e-12
        );
        Assert.False(read.SubtractsDecoderBias);
    }

    [Fact]
    public void The_embeddings_dictionary_is_brought_to_the_scale_of_the_stream()
    {
        NumpyFiles.Write(Path, Tensors());
        using var scope = NewDisposeScope();
        using var read = SparseAutoencoder.LoadGemmaScope(Path, FeatureSite.Embedding);

        SparseAutoencoderTests.Expect(
            Values(Ops.Divide(Normal(1, InputWidth, Width), Math.Sqrt(InputWidth))),
            Values(read.W_enc),
            1e-12
        );
        SparseAutoencoderTests.Expect(
            Values(Ops.Scale(Normal(3, Width, InputWidth), Math.Sqrt(InputWidth))),
            Values(read.W_dec),
            1e-12
        );
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    public void Narrow_numbers_are_computed_in_single_precision(ScalarType type)
    {
        NumpyFiles.Write(Path, Tensors().Select(pair => (pair.Name, pair.Tensor.to(type))));
        using var scope = NewDisposeScope();
        using var read = SparseAutoencoder.LoadGemmaScope(Path, Site);

        Assert.Equal(ScalarType.Float32, read.NumberType);
        Assert.Equal(Values(Normal(1, InputWidth, Width).to(type)), Values(read.W_enc));
    }

    [Fact]
    public void Arrays_that_are_not_plain_numbers_in_C_order_are_refused()
    {
        var data = new byte[16];
        Refused("Fortran order", NumpyFiles.Array("'<f4'", true, "(2, 2)", data));
        Refused("|O", NumpyFiles.Array("'|O'", false, "(2, 2)", data));
        Refused(">f4", NumpyFiles.Array("'>f4'", false, "(2, 2)", data));
        Refused("<i4", NumpyFiles.Array("'<i4'", false, "(2, 2)", data));
        Refused("three fields", NumpyFiles.Array("[('a', '<f4')]", false, "(2, 2)", data));
        Refused("version 3", NumpyFiles.Array("'<f4'", false, "(2, 2)", data, version: 3));
        Refused("a .npy file", data);
        Refused("a .npy file", data[..4]);
        Refused("[2, 3]", NumpyFiles.Array("'<f4'", false, "(2, 3)", data));
        Refused("16 bytes", NumpyFiles.Array("'<f4'", false, "(4000000000, 4000000000, 4000000000)", data));
    }

    [Fact]
    public void Other_entries_missing_ones_and_misshapen_ones_are_refused_by_name()
    {
        StoredZip.Write(Path, [("notes.txt", [])]);
        Expect("notes.txt");
        NumpyFiles.Write(New(), Tensors().SkipLast(1));
        Expect("'threshold'");
        NumpyFiles.Write(New(), Tensors().Append(("scale", Normal(1, 2))));
        Expect("'scale'");
        NumpyFiles.Write(New(), [.. Tensors().SkipLast(1), ("threshold", Normal(1, 8))]);
        Expect("expected shape [9], found [8]");
    }

    [Fact]
    public void A_link_to_a_large_file_is_read_as_the_file_is()
    {
        // A link's own length is that of a path, and model hubs keep files behind links.
        var link = _folder.File("linked.npz");
        StoredZip.Write(
            _folder.File("large.npz"),
            [("W_enc.npy", NumpyFiles.Array("'<f4'", false, "(17, 1048576)", new byte[17 * (4 << 20)]))]
        );
        File.CreateSymbolicLink(link, _folder.File("large.npz"));
        using var archive = new NumpyArchive(link);
        Assert.Equal([17, 1 << 20], archive.Tensors["W_enc"].Shape);
    }

    [Fact]
    public void Absurd_sizes_and_damaged_files_are_refused()
    {
        NumpyFiles.Write(Path, [("w_enc", zeros(1000, 20_000))], level: CompressionLevel.SmallestSize);
        Expect("entries of a plausible size");
        NumpyFiles.Write(New(), Tensors());
        var bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^30]);
        Expect("a zip file");
    }

    private static (string Name, Tensor Tensor)[] Tensors(string encoder = "w_enc", string decoder = "w_dec") =>
        [
            (encoder, Normal(1, InputWidth, Width)),
            (decoder, Normal(3, Width, InputWidth)),
            ("b_enc", Normal(2, Width)),
            ("b_dec", Normal(4, InputWidth)),
            ("threshold", Normal(8, Width).abs()),
        ];

    private string New()
    {
        File.Delete(Path);
        return Path;
    }

    private void Refused(string words, byte[] array)
    {
        StoredZip.Write(New(), [("w_enc.npy", array)]);
        Expect(words);
    }

    private void Expect(string words) =>
        Refusals.Expect<WeightsException>(Path, words, () => SparseAutoencoder.LoadGemmaScope(Path, Site));
}

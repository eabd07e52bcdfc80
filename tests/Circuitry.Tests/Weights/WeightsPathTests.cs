using System.Text;
using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>What a path of weights means, and which file is named where it means none.</summary>
public sealed class WeightsPathTests
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    private const string Pointer = """
        version https://git-lfs.github.com/spec/v1
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 548105171

        """;

    [Fact]
    public void Where_there_is_nothing_the_path_is_at_fault()
    {
        using var folder = new TemporaryFolder();

        var error = Refused(folder.File("nowhere"));

        Assert.Equal(folder.File("nowhere"), error.File);
        Assert.Equal("nothing of this name", error.Found);
        Assert.Equal("nothing of this name", Refused("").Found);
        Assert.Equal("nothing of this name", Refused("a\0b").Found);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0, 8, 8, 0 }, "torch.save")]
    [InlineData(new byte[] { 0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9 }, "pickle")]
    [InlineData(new byte[] { (byte)'G', (byte)'G', (byte)'U', (byte)'F', 3, 0, 0, 0, 0 }, "GGUF")]
    [InlineData(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0 }, "NumPy")]
    [InlineData(new byte[] { 0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10, 0 }, "HDF5")]
    public void Weights_in_another_format_are_called_by_it(byte[] start, string format)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("pytorch_model.bin"), start);

        var error = Refused(folder.File("pytorch_model.bin"));

        Assert.Equal(folder.File("pytorch_model.bin"), error.File);
        Assert.Equal("a safetensors file", error.Expected);
        Assert.Contains(format, error.Found, StringComparison.Ordinal);
        Assert.Contains("safetensors.torch.save_file", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_length_that_begins_like_a_pickle_is_still_one()
    {
        // 0x0280 = 640 bytes of header.
        var header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".PadRight(640);
        using var folder = new TemporaryFolder();

        using var source = TensorSource.Open(RawSafetensors.Write(folder, RawSafetensors.Bytes(header, new byte[4])));

        Assert.Equal([1], source.Tensors["x"].Shape);
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(Index)]
    [InlineData("config.json")]
    public void A_link_to_nothing_is_named(string name)
    {
        using var folder = name == "config.json" ? Whole() : new TemporaryFolder();
        File.CreateSymbolicLink(folder.File(name), "../blobs/gone");

        var error = Refused(folder.Path);

        Assert.Equal(folder.File(name), error.File);
        Assert.Equal("a link to ../blobs/gone, where there is none", error.Found);
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(Index)]
    [InlineData("config.json")]
    public void A_folder_that_has_the_name_of_a_file_is_named(string name)
    {
        using var folder = name == "config.json" ? Whole() : new TemporaryFolder();
        Directory.CreateDirectory(folder.File(name));

        var error = Refused(folder.Path);

        Assert.Equal(folder.File(name), error.File);
        Assert.Equal("a folder", error.Found);
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(Index)]
    [InlineData("config.json")]
    public void A_pointer_of_git_lfs_is_called_one_wherever_it_stands(string name)
    {
        using var folder = name == "config.json" ? Whole() : new TemporaryFolder();
        File.WriteAllText(folder.File(name), Pointer);

        var error = Refused(folder.Path);

        Assert.Equal(folder.File(name), error.File);
        Assert.Equal("a pointer of git-lfs to it", error.Found);
    }

    [Fact]
    public void A_shard_that_is_a_pointer_or_a_link_to_nothing_is_named()
    {
        using var folder = new TemporaryFolder();
        WriteIndex(folder, ("a", "one.safetensors"));
        File.WriteAllText(folder.File("one.safetensors"), Pointer);
        Assert.Equal(folder.File("one.safetensors"), Refused(folder.Path).File);

        File.Delete(folder.File("one.safetensors"));
        File.CreateSymbolicLink(folder.File("one.safetensors"), "gone");
        var error = Refused(folder.Path);
        Assert.Equal(folder.File("one.safetensors"), error.File);
        Assert.Equal("a link to gone, where there is none", error.Found);
    }

    [Theory]
    [InlineData("../one.safetensors")]
    [InlineData("/one.safetensors")]
    [InlineData("more/one.safetensors")]
    [InlineData("..")]
    [InlineData("")]
    public void Shards_lie_in_the_folder_of_their_index(string shard)
    {
        using var folder = new TemporaryFolder();
        WriteIndex(folder, ("a", shard));

        var error = Refused(folder.Path);

        Assert.Equal(folder.File(Index), error.File);
        Assert.Equal("the name of a file in the folder of the index", error.Expected);
        Assert.Equal($"'{shard}'", error.Found);
    }

    [Fact]
    public void An_index_beside_a_single_file_must_be_of_that_file()
    {
        using var folder = Whole();
        string[] names;
        using (var file = new SafetensorsFile(folder.File(Single)))
        {
            names = [.. file.Tensors.Keys];
        }

        WriteIndex(folder, [.. names.Select(name => (name, Single))]);
        Load(folder.Path).Dispose();

        WriteIndex(folder, [.. names.Select(name => (name, "model-00001-of-00002.safetensors"))]);
        var error = Refused(folder.Path);
        Assert.Equal(folder.File(Index), error.File);
        Assert.Equal("one that names 'model-00001-of-00002.safetensors'", error.Found);

        // The path of a file leaves no doubt.
        Load(folder.File(Single)).Dispose();
    }

    [Fact]
    public void An_adapter_beside_the_weights_is_refused()
    {
        using var folder = Whole();
        File.WriteAllText(folder.File("adapter_config.json"), """{"peft_type":"LORA"}""");

        Assert.Equal(folder.File("adapter_config.json"), Refused(folder.Path).File);
        Load(folder.File(Single)).Dispose();
    }

    [Fact]
    public void The_shard_of_a_misshapen_tensor_is_named()
    {
        using var folder = Whole();
        File.Move(folder.File(Single), folder.File("one.safetensors"));
        string[] names;
        using (var file = new SafetensorsFile(folder.File("one.safetensors")))
        {
            names = [.. file.Tensors.Keys];
        }

        WriteIndex(folder, [.. names.Select(name => (name, "one.safetensors"))]);
        Load(folder.Path).Dispose();

        var error = Refused(folder.Path, Gpt2().With("MlpWidth", 6));
        Assert.Equal(folder.File("one.safetensors"), error.File);
        Assert.Equal("blocks.0.mlp.W_in", error.Tensor);
    }

    [Fact]
    public void A_folder_says_how_what_it_holds_could_be_read()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("Give the folder that holds the weights.", Refused(folder.Path).Remedy);

        File.WriteAllText(folder.File("model.pt"), "x");
        Assert.Contains("safetensors.torch.save_file", Refused(folder.Path).Remedy, StringComparison.Ordinal);

        File.WriteAllText(folder.File("weights.safetensors"), "x");
        var error = Refused(folder.Path);
        Assert.Equal("model.pt, weights.safetensors", error.Found);
        Assert.Equal("Give the path of the .safetensors file itself.", error.Remedy);
    }

    private static Architecture Gpt2() =>
        SmallArchitectures
            .Gpt2(square: true)
            .With("Context", 7)
            .With("MlpWidth", 5)
            .With("Vocabulary", 9)
            .With("OutputVocabulary", 9)
            .With("AttentionScale", Math.Sqrt(2));

    // Weights of the architecture, under TransformerLens's names, without a configuration beside them.
    private static TemporaryFolder Whole()
    {
        var folder = new TemporaryFolder();
        using var weights = TransformerWeights.Random(Gpt2(), 0);
        weights.Save(folder.File(Single));
        return folder;
    }

    private static void WriteIndex(TemporaryFolder folder, params (string Tensor, string File)[] map) =>
        File.WriteAllText(
            folder.File(Index),
            JsonSerializer.Serialize(new { weight_map = map.ToDictionary(pair => pair.Tensor, pair => pair.File) }),
            new UTF8Encoding(false)
        );

    private static TransformerWeights Load(string path, Architecture? architecture = null) =>
        TransformerWeights.Load(path, architecture ?? Gpt2());

    private static WeightsException Refused(string path, Architecture? architecture = null) =>
        Assert.Throws<WeightsException>(() => Load(path, architecture));
}

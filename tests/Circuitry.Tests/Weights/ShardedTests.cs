using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class ShardedTests
{
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";

    [Fact]
    public void A_sharded_folder_equals_the_single_file()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a);
        using var folder = Shard(stored);

        using var sharded = TransformerWeights.Load(folder.Path, a);
        using var byIndex = TransformerWeights.Load(folder.File("model.safetensors.index.json"), a);
        using var single = TransformerWeights.FromSource(stored.Source, a);

        Elements.AssertSame(single, sharded);
        Elements.AssertSame(single, byIndex);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a);
        using var folder = Shard(stored);
        File.Delete(folder.File(Second));

        var error = Assert.Throws<WeightsException>(() => TransformerWeights.Load(folder.Path, a));

        Assert.Equal($"the shard '{Second}' next to the index", error.Expected);
    }

    [Fact]
    public void A_tensor_that_its_shard_lacks_is_named()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a);
        using var folder = Shard(stored);
        WriteIndex(folder, stored.Tensors.Keys.Append("more").ToDictionary(name => name, FileOf));

        var error = Assert.Throws<WeightsException>(() => TransformerWeights.Load(folder.Path, a));

        Assert.Equal("more", error.Tensor);
        Assert.Equal(folder.File(FileOf("more")), error.File);
    }

    [Fact]
    public void A_tensor_that_the_index_lacks_is_named()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a);
        using var folder = Shard(stored);
        WriteIndex(
            folder,
            stored.Tensors.Keys.Where(name => name != "lm_head.weight").ToDictionary(name => name, FileOf)
        );

        var error = Assert.Throws<WeightsException>(() => TransformerWeights.Load(folder.Path, a));

        Assert.Equal("lm_head.weight", error.Tensor);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"weight_map":[]}""")]
    [InlineData("""{"weight_map":{},"quantization":{"bits":4}}""")]
    [InlineData("""{"weight_map":{"x":1}}""")]
    [InlineData("""{"weight_map":{"x":"a","x":"b"}}""")]
    [InlineData("""{"weight_map":{"x":"../a.safetensors"}}""")]
    [InlineData("not json")]
    public void A_malformed_index_is_refused(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.safetensors.index.json"), json);

        var error = Assert.Throws<WeightsException>(() => TensorSource.Open(folder.Path));

        Assert.Equal(folder.File("model.safetensors.index.json"), error.File);
    }

    private static string FileOf(string name) => name.Contains("layers.1.", StringComparison.Ordinal) ? Second : First;

    private static TemporaryFolder Shard(StoredModel stored)
    {
        var folder = new TemporaryFolder();
        foreach (var shard in stored.Tensors.GroupBy(pair => FileOf(pair.Key)))
        {
            SafetensorsWriter.Write(folder.File(shard.Key), [.. shard.Select(pair => (pair.Key, pair.Value))]);
        }

        WriteIndex(folder, stored.Tensors.Keys.ToDictionary(name => name, FileOf));
        return folder;
    }

    private static void WriteIndex(TemporaryFolder folder, Dictionary<string, string> map) =>
        File.WriteAllText(
            folder.File("model.safetensors.index.json"),
            JsonSerializer.Serialize(new { metadata = new { total_size = 0 }, weight_map = map })
        );
}

using static TorchSharp.torch;

namespace Circuitry.Hub.Tests;

[Transformer("someone/small")]
public sealed partial class SomeonesSmall;

/// <summary>A declaration names a model on the hub, which then loads by its name.</summary>
public sealed class NamedModelTests : HubFixture
{
    private const string Later = "89abcdef0123456789abcdef0123456789abcdef";
    private static readonly int[] Tokens = [3, 1, 4, 1, 5, 9, 2, 6];

    [Fact]
    public void A_model_that_is_declared_by_its_name_loads_by_its_name_and_by_revisions()
    {
        using var scope = NewDisposeScope();
        var first = Logits(Publish(seed: 1));
        Download();
        Hub.Head = Later;
        var second = Logits(Publish(seed: 2));
        Download(name: $"{FakeHub.Name}@refs/pr/1");

        Assert.Equal(2, SomeonesSmall.Declared.Layers);
        Assert.True((first - second).abs().max().item<float>() > 1e-3);
        Check(first, FakeHub.Name, FakeHub.Commit);
        Check(first, $"{FakeHub.Name}@main", FakeHub.Commit);
        Check(first, $"{FakeHub.Name}@{FakeHub.Commit}", FakeHub.Commit);
        Check(second, $"{FakeHub.Name}@refs/pr/1", Later);
        Check(second, $"{FakeHub.Name}@{Later}", Later);

        // The branch moves, and what is loaded moves with it.
        Download();
        Check(second, FakeHub.Name, Later);
        Check(first, $"{FakeHub.Name}@{FakeHub.Commit}", FakeHub.Commit);
    }

    [Fact]
    public void A_configuration_that_is_another_than_the_declared_one_is_refused_by_its_switch()
    {
        Publish(seed: 1);
        Hub.Files["config.json"] = System.Text.Encoding.UTF8.GetBytes(
            File.ReadAllText(Config).Replace("500", "10000", StringComparison.Ordinal)
        );
        Download();

        var error = Assert.Throws<WeightsException>(() => Load(FakeHub.Name));

        Assert.Contains("RotaryBase: declared 500, found 10000", error.Message);
    }

    private static string Config => Path.Combine(AppContext.BaseDirectory, "Models", "someone", "small", "config.json");

    /// <summary>Puts weights of the declared model on the hub; a folder of their own that holds them too.</summary>
    private string Publish(int seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Cache, "..", $"own-{seed}")).FullName;
        var path = Path.Combine(folder, "model.safetensors");
        using (var weights = TransformerWeights.Random(SomeonesSmall.Declared, seed, ScalarType.Float32))
        {
            weights.Save(path);
        }

        File.Copy(Config, Path.Combine(folder, "config.json"));
        Hub.Files["config.json"] = File.ReadAllBytes(Config);
        Hub.Files["model.safetensors"] = File.ReadAllBytes(path);
        return folder;
    }

    private void Check(Tensor expected, string name, string commit)
    {
        var before = Hub.HubRequests.Count;
        using var model = Load(name);
        Assert.Equal($"{FakeHub.Name}@{commit}", model.Weights.Revision);
        Assert.Equal(ScalarType.Float32, model.NumberType);
        Assert.Equal(0, (expected - Logits(model)).abs().max().item<float>());
        Assert.Equal(before, Hub.HubRequests.Count);
    }

    private SomeonesSmall Load(string name)
    {
        var before = Environment.GetEnvironmentVariable("HF_HUB_CACHE");
        Environment.SetEnvironmentVariable("HF_HUB_CACHE", Cache);
        try
        {
            return SomeonesSmall.Load(name);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HF_HUB_CACHE", before);
        }
    }

    private static Tensor Logits(string folder)
    {
        using var model = SomeonesSmall.Load(folder);
        Assert.Null(model.Weights.Revision);
        return Logits(model);
    }

    private static Tensor Logits(SomeonesSmall model)
    {
        using var gradients = no_grad();
        using var sequence = Sequence.Of(new Prompts([Tokens]), model);
        return model.Forward(sequence);
    }
}

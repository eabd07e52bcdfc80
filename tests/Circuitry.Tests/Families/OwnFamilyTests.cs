using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A family that a project declares is read from its own files as one of Circuitry's is.</summary>
public sealed class OwnFamilyTests
{
    [Fact]
    public void A_model_of_an_own_family_is_loaded_from_its_own_names_and_layouts()
    {
        using var scope = NewDisposeScope();
        using var folder = Folder(out var stored);
        using var model = Tiny.Load(folder.Path);
        var (a, w) = (Tiny.Declared, model.Weights);

        Assert.Equal("Circuitry.Tests.TinyFamily", a.Family);
        Assert.Equal((2, 1, 4, 12, 6), (a.Heads, a.KeyValueHeads, a.HeadWidth, a.Context, a.MlpWidth));
        Assert.Equal(stored["words"].All(), w.W_E.All());
        Assert.Equal(stored["out"].All(), w.W_U.All());
        for (var l = 0; l < 2; l++)
        {
            var layer = w.Layers[l];
            Assert.Equal(stored[$"{l}/q"].t().contiguous().All(), layer.W_QKV[.., ..8].contiguous().All());
            Assert.Equal(stored[$"{l}/k"][0].contiguous().All(), layer.W_QKV[.., 8..12].contiguous().All());
            Assert.Equal(stored[$"{l}/v"].All(), layer.W_QKV[.., 12..].contiguous().All());
            Assert.Equal(stored[$"{l}/o"].view(8, 8).All(), layer.W_O.All());
            Assert.Equal(stored[$"{l}/ob"].All(), layer.b_O.All());
            Assert.Equal(stored[$"{l}/in"].t().contiguous().All(), layer.W_in.All());
            Assert.Equal(stored[$"{l}/down"].All(), layer.W_out.All());
        }
    }

    [Fact]
    public void Its_weights_may_lie_under_TransformerLens_names()
    {
        using var folder = new TemporaryFolder();
        using var drawn = TransformerWeights.Random(Tiny.Declared, 3);
        drawn.Save(folder.File("model.safetensors"));
        File.Copy(Config, folder.File("config.json"));

        using var model = Tiny.Load(folder.Path);

        Elements.AssertSame(drawn, model.Weights);
    }

    [Fact]
    public void A_tensor_that_is_missing_is_named_as_the_family_names_it()
    {
        using var folder = Folder(out _, without: "1/k");

        var error = Assert.Throws<WeightsException>(() => Tiny.Load(folder.Path));

        Assert.Equal(("1/k", "a tensor [1, 8, 4]"), (error.Tensor, error.Expected));
    }

    [Fact]
    public void The_configuration_beside_the_weights_must_be_the_declared_one()
    {
        using var folder = Folder(out _);
        var config = File.ReadAllText(Config);
        File.WriteAllText(folder.File("config.json"), config.Replace("gelu_new", "silu", StringComparison.Ordinal));

        var error = Assert.Throws<WeightsException>(() => Tiny.Load(folder.Path));

        Assert.Equal("Nonlinearity: declared GeluTanh, found Silu", error.Found);
        Assert.Equal(Tiny.Declared, ArchitectureFile.Read<TinyFamily>(Config));
        Assert.Contains(
            "'tiny' is not known",
            Assert.Throws<WeightsException>(() => ArchitectureFile.Read(Config)).Found
        );
    }

    [Fact]
    public void A_class_that_declares_no_family_or_a_faulty_one_is_refused()
    {
        Assert.Contains(
            "NoFamily: declares no family",
            Assert.Throws<ArchitectureException>(() => ArchitectureFile.Read<NoFamily>(Config)).Message
        );
        Assert.Contains(
            "BrokenFamily: names the switch 'HiddenSize', which no architecture has",
            Assert.Throws<ArchitectureException>(() => ArchitectureFile.Read<BrokenFamily>(Config)).Message
        );
    }

    private static string Config => Path.Combine(AppContext.BaseDirectory, "Families", "tiny.json");

    private static TemporaryFolder Folder(out StoredModel stored, string? without = null)
    {
        stored = new StoredModel().Add("words", 11, 8).Add("norm", 8).Add("out", 8, 11);
        for (var l = 0; l < 2; l++)
        {
            stored
                .Add($"{l}/first", 8)
                .Add($"{l}/second", 8)
                .Add($"{l}/q", 8, 8)
                .Add($"{l}/k", 1, 8, 4)
                .Add($"{l}/v", 8, 4)
                .Add($"{l}/o", 2, 4, 8)
                .Add($"{l}/ob", 8)
                .Add($"{l}/in", 6, 8)
                .Add($"{l}/inb", 6)
                .Add($"{l}/down", 6, 8)
                .Add($"{l}/downb", 8)
                .Add($"{l}/mask", 1);
        }

        if (without is not null)
        {
            stored.Remove(without);
        }

        var folder = new TemporaryFolder();
        File.Copy(Config, folder.File("config.json"));
        SafetensorsWriter.Write(
            folder.File("model.safetensors"),
            [.. stored.Tensors.Select(one => (one.Key, one.Value))],
            new Dictionary<string, string>()
        );
        return folder;
    }
}

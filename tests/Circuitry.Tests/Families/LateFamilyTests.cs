using Circuitry.Testing;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A family with the switches of current models is one file: read from its own files, computed, and searched as any other.</summary>
public sealed class LateFamilyTests
{
    // The worst seen is 2e-15.
    private const double Tolerance = 1e-12;
    private static readonly int[] Tokens = [1, 7, 3, 9, 5, 2, 10];

    [Fact]
    public void A_model_from_a_folder_computes_what_its_stored_tensors_say()
    {
        using var scope = NewDisposeScope();
        using var stored = Drawn();
        using var folder = Folder(stored);
        using var model = Late.Load(folder.Path, float64);
        using var sequence = Sequence.Of(new Prompts([Tokens]), model);

        Numbers.Same(new LateOracle(stored).Logits(Tokens), model.Forward(sequence)[0], Tolerance);
    }

    [Theory]
    [InlineData("before1")]
    [InlineData("qnorm")]
    [InlineData("knorm")]
    [InlineData("after1")]
    [InlineData("before2")]
    [InlineData("gate_up")]
    [InlineData("after2")]
    public void Every_tensor_of_a_block_counts(string name)
    {
        using var scope = NewDisposeScope();
        using var stored = Drawn();
        var before = new LateOracle(stored).Logits(Tokens);
        stored[$"2/{name}"] = stored[$"2/{name}"].flip(0);

        Assert.True((before - new LateOracle(stored).Logits(Tokens)).abs().max().item<double>() > 1e-4);
        using var folder = Folder(stored);
        using var model = Late.Load(folder.Path, float64);
        using var sequence = Sequence.Of(new Prompts([Tokens]), model);
        Numbers.Same(new LateOracle(stored).Logits(Tokens), model.Forward(sequence)[0], Tolerance);
    }

    internal static TemporaryFolder Folder(StoredModel stored)
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Families", "late.json"), folder.File("config.json"));
        SafetensorsWriter.Write(
            folder.File("model.safetensors"),
            [.. stored.Tensors.Select(one => (one.Key, one.Value))]
        );
        return folder;
    }

    internal static StoredModel Drawn()
    {
        var stored = new StoredModel().Add("words", 11, 12).Add("norm", 12);
        for (var l = 0; l < 3; l++)
        {
            stored
                .Add($"{l}/before1", 12)
                .Add($"{l}/qkv", 32, 12)
                .Add($"{l}/qnorm", 4)
                .Add($"{l}/knorm", 4)
                .Add($"{l}/o", 12, 16)
                .Add($"{l}/after1", 12)
                .Add($"{l}/before2", 12)
                .Add($"{l}/gate_up", 12, 12)
                .Add($"{l}/down", 12, 6)
                .Add($"{l}/after2", 12);
        }

        return stored;
    }
}

/// <summary>The laws of every experiment, on a model of the family.</summary>
public sealed class LateEdgeLaws : ExperimentLaws<LateEdges>
{
    protected override int Pairs => 3;

    protected override LateEdges Make()
    {
        using var stored = LateFamilyTests.Drawn();
        using var folder = LateFamilyTests.Folder(stored);
        return LateEdges.From(Late.Load(folder.Path, float64));
    }
}

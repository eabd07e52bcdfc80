using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A family of today's models takes one class of attributes: what it stores under its own names is the model that it declares.</summary>
public sealed class ModernFamilyTests
{
    private static readonly int[] Tokens = [1, 7, 3, 9, 5, 2];

    [Fact]
    public void A_family_with_todays_switches_is_one_class_and_loads_from_its_own_names()
    {
        using var scope = NewDisposeScope();
        using var drawn = SmallModels.Weights(Modern.Declared, seed: 4);
        using var shared = SharedNorms(drawn);
        using var folder = new TemporaryFolder();
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Families", "modern.json"),
            folder.File("config.json")
        );
        SafetensorsWriter.Write(
            folder.File("model.safetensors"),
            [.. Stored(shared)],
            new Dictionary<string, string>()
        );

        using var model = Modern.Load(folder.Path, float64);

        var a = Modern.Declared;
        Assert.Equal("Circuitry.Tests.ModernFamily", a.Family);
        Assert.Equal((3, "0,2", 50.0), (a.Attention.Window, a.Attention.WindowLayers.ToString(), a.Positions.Rotary!.LocalBase));
        using var sequence = Sequence.Of(new Prompts([Tokens]), model);
        var expected = new LiteralModel(shared).Run(Tokens);
        Numbers.Same(expected, model.Forward(sequence), 1e-10);
    }

    /// <summary>The weights with norms of queries and keys that all heads share, as the family stores them.</summary>
    private static TransformerWeights SharedNorms(TransformerWeights drawn)
    {
        foreach (var layer in drawn.Layers)
        {
            foreach (var norm in new[] { layer.QueryNormScale!, layer.KeyNormScale! })
            {
                var heads = norm.view(-1, drawn.Architecture.HeadWidth);
                heads.copy_(heads[..1].clone().expand_as(heads));
            }
        }

        return drawn;
    }

    private static IEnumerable<(string, Tensor)> Stored(TransformerWeights w)
    {
        var width = w.Architecture.HeadWidth;
        Tensor LessOne(Tensor scale) => Ops.Add(scale, -1).contiguous();
        yield return ("embed", w.W_E);
        yield return ("norm", LessOne(w.FinalNormScale!));
        yield return ("head", w.W_U.t().contiguous());
        for (var l = 0; l < w.Layers.Count; l++)
        {
            var layer = w.Layers[l];
            yield return ($"{l}.qkv", layer.W_QKV.t().contiguous());
            yield return ($"{l}.q_norm", LessOne(layer.QueryNormScale!.view(-1)[..width]));
            yield return ($"{l}.k_norm", LessOne(layer.KeyNormScale!.view(-1)[..width]));
            yield return ($"{l}.o", layer.W_O.t().contiguous());
            yield return ($"{l}.up_gate", cat([layer.W_gate!.t(), layer.W_in!.t()]).contiguous());
            yield return ($"{l}.down", layer.W_out!.t().contiguous());
            yield return ($"{l}.norm.0", LessOne(layer.Norm1Scale!));
            yield return ($"{l}.norm.1", LessOne(layer.PostNorm1Scale!));
            yield return ($"{l}.norm.2", LessOne(layer.Norm2Scale!));
            yield return ($"{l}.norm.3", LessOne(layer.PostNorm2Scale!));
        }
    }
}

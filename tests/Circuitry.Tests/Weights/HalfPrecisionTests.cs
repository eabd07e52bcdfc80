using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Weights that stay in half precision: norms and logits are computed in float32, gradients are refused.</summary>
public sealed class HalfPrecisionTests
{
    private static readonly Prompts Prompts = new([
        [1, 7, 3, 9, 5, 2],
        [4, 4, 10],
    ]);

    [Theory]
    [InlineData(ScalarType.BFloat16, 8)]
    [InlineData(ScalarType.Float16, 11)]
    public void A_model_runs_in_the_number_type_that_is_asked_for(ScalarType type, int bits)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var exact = SmallModels.Make<LikeGemma>();
        exact.Weights.Save(folder.File("model.safetensors"));

        using var half = LikeGemma.Load(folder.Path, type);

        Assert.Equal(type, half.NumberType);
        Assert.Equal(type, half.Weights.Layers[0].W_QKV.dtype);
        Assert.Equal(ScalarType.Float32, half.Weights.Layers[0].Norm1Scale!.dtype);
        Assert.Equal(ScalarType.Float32, half.Weights.Layers[2].QueryNormScale!.dtype);
        var logits = Logits(half);
        Assert.Equal(ScalarType.Float32, logits.dtype);
        // Logits lie within the cap of 1.5, and go through some dozens of roundings on their way.
        var distance = (logits.to(float64) - Logits(exact)).abs().max().item<double>();
        Assert.InRange(distance, 1e-7, 60 * Math.Pow(2, -bits));
    }

    [Fact]
    public void A_norm_of_half_precision_is_rounded_once()
    {
        using var scope = NewDisposeScope();
        var x = Ops.Scale(randn(3, 40, dtype: float32), 3).to(bfloat16);
        var scale = randn(40, dtype: float32);

        Assert.Equal(Ops.RmsNorm(x.to(float32), scale, 1e-6).to(bfloat16), Ops.RmsNorm(x, scale, 1e-6));
        Assert.Equal(
            Ops.LayerNorm(x.to(float32), scale, scale, 1e-6).to(bfloat16),
            Ops.LayerNorm(x, scale, scale, 1e-6)
        );
    }

    [Fact]
    public void Gradients_are_refused_with_their_number_types()
    {
        using var folder = new TemporaryFolder();
        using (var exact = SmallModels.Make<LikeGemma>())
        {
            exact.Weights.Save(folder.File("model.safetensors"));
        }

        using var experiment = GemmaEdgeStudy.From(LikeGemma.Load(folder.Path, ScalarType.BFloat16));

        var error = Assert.Throws<GradientException>(() => new EdgeAttributionPatching(experiment).Score());
        Assert.Contains("float32 and float64", error.Message);
    }

    private static Tensor Logits(TransformerModel model)
    {
        using var sequence = Sequence.Of(Prompts, model);
        using var gradients = no_grad();
        return model.Forward(sequence);
    }
}

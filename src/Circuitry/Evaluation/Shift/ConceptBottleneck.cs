using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>
/// Cosines of texts with concepts, [text, concept]: the inputs of the concept bottleneck's probe ("Sparse Feature Circuits",
/// section 4.2).
/// </summary>
internal static class ConceptBottleneck
{
    /// <summary>The directions of concepts, each the stream at its word less the mean of all words', [concept, d_model]; the caller's.</summary>
    public static Tensor Concepts(ShiftSetting setting)
    {
        using var scope = NewDisposeScope();
        var words = PooledActivations.Of(
            setting.Model,
            [.. setting.Data.Concepts.Select(word => new[] { word })],
            setting.Options.Block,
            null
        );
        return (words - words.mean([0], keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>Cosines, [text, concept]; the caller's.</summary>
    /// <param name="pooled">[text, d_model].</param>
    /// <param name="concepts">[concept, d_model].</param>
    public static Tensor Cosines(Tensor pooled, Tensor concepts)
    {
        using var scope = NewDisposeScope();
        return Unit(pooled).matmul(Unit(concepts).t()).MoveToOuterDisposeScope();
    }

    private static Tensor Unit(Tensor rows) =>
        rows / Ops.Square(rows).sum(dim: -1, keepdim: true).sqrt().clamp_min(Scalars.Of(1e-30));
}

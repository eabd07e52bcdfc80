using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>An experiment with another ablation and metric, on the emitted patched forward of the declared one. Owns the declared one.</summary>
internal sealed class Variation(Experiment declared, Ablation ablation, Metric metric)
    : Experiment(
        declared.Declaration with
        {
            Ablation = ablation,
            Metric = metric.GetType().Name,
        },
        declared.Graph,
        declared.Transformer,
        declared.Prompts,
        metric
    )
{
    public override Tensor PatchedLogits(PatchedStream stream) => declared.PatchedLogits(stream);

    public AcdcSearch Acdc(AcdcOptions options) => new(this, options);
}

using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// An experiment with another ablation and metric, and other prompts and another convention if any are given, on the emitted
/// patched forward of the declared one. Owns the declared one.
/// </summary>
internal sealed class Variation(
    GraphExperiment declared,
    Ablation ablation,
    Metric metric,
    PromptPairs? prompts = null,
    BiasConvention biases = BiasConvention.Stream
)
    : GraphExperiment(
        declared.Declaration with
        {
            Ablation = ablation.Name,
            Metric = metric.GetType().Name,
        },
        declared.Units,
        declared.Transformer,
        prompts ?? declared.Prompts,
        metric,
        ablation,
        biases
    )
{
    public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);

    public AcdcSearch Acdc(AcdcOptions options) => new(this, options);
}

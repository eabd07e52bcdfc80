using static TorchSharp.torch;

namespace Circuitry;

/// <summary>Interchange or resample ablation: the activation on the corrupted prompt.</summary>
[AblationTraits(NeedsCorruption = true, EndsInCorruptedRun = true)]
public sealed record InterchangeAblation : Ablation
{
    internal override bool CancelsBiases => true;

    /// <inheritdoc/>
    public override Tensor Replace(AblatedActivation activation) => activation.Corrupted;

    internal override Tensor ReplaceWritten(
        Tensor clean,
        Func<Tensor> corrupted,
        PromptPairs prompts,
        Tensor? padding
    ) => corrupted();
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Mean ablation: the mean over the corrupted prompts, over positions that the data set aligns
/// (<see cref="PromptPairs.MeanAlignment"/>), by default those equally far from the prompts' ends.
/// </summary>
[AblationTraits]
public sealed record MeanAblation : Ablation
{
    /// <inheritdoc/>
    public override bool CouplesPrompts => true;

    internal override bool CancelsBiases => true;

    /// <inheritdoc/>
    public override Tensor Replace(AblatedActivation activation)
    {
        using var scope = NewDisposeScope();
        return AlignedMean
            .Of(activation.Corrupted.unsqueeze(0), activation.Prompts, activation.Padding)
            .squeeze(0)
            .MoveToOuterDisposeScope();
    }

    internal override Tensor ReplaceWritten(
        Tensor clean,
        Func<Tensor> corrupted,
        PromptPairs prompts,
        Tensor? padding
    ) => AlignedMean.Of(corrupted(), prompts, padding);
}

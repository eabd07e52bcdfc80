using static TorchSharp.torch;

namespace Circuitry;

/// <summary>Zero ablation. What becomes of an MLP's bias is a <see cref="BiasConvention"/>.</summary>
[AblationTraits]
public sealed record ZeroAblation : Ablation
{
    /// <inheritdoc/>
    public override Tensor Replace(AblatedActivation activation) => activation.Constant(0);

    internal override Tensor ReplaceWritten(
        Tensor clean,
        Func<Tensor> corrupted,
        PromptPairs prompts,
        Tensor? padding
    ) => zeros_like(clean);
}

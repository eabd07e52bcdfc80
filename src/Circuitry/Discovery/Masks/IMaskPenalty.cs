using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>The term added to the loss of a masked run so that gates shut.</summary>
internal interface IMaskPenalty
{
    /// <summary>Numbers that change in training and belong into a checkpoint, by name.</summary>
    IEnumerable<(string Name, Tensor Tensor)> State { get; }

    /// <summary>The penalty, one number, differentiable in logits and gates.</summary>
    /// <param name="logits">[gate].</param>
    /// <param name="gates">Drawn in this step, [gate].</param>
    /// <param name="step">The step's number, from 0.</param>
    Tensor Of(Tensor logits, Tensor gates, int step);

    /// <summary>Changes what the penalty itself learns, after a step.</summary>
    /// <param name="gates">Drawn in this step, [gate].</param>
    /// <param name="step">The step's number, from 0.</param>
    void Adapt(Tensor gates, int step);
}

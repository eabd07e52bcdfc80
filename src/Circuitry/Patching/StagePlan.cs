using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Evaluates one stage of a forward pass again for some of its writers: from what some of its readers read to what these
/// writers write. The stage is the unit, so that writers that depend on each other are evaluated together.
/// </summary>
internal abstract class StagePlan
{
    /// <summary>The readers, by index, whose inputs differ between variants.</summary>
    public abstract IReadOnlyList<int> Readers { get; }

    /// <summary>Whether what is written at a position depends on what is read at that position alone.</summary>
    public virtual bool IsPositionwise => true;

    /// <summary>Computes what the stage's nodes write, or the logits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">
    /// What the readers read, [reader, variant * batch, position, d_model]; of a stage of one reader that is position by position
    /// also any part of it, [..., d_model].
    /// </param>
    /// <param name="sequence">The prompts, once for every variant.</param>
    /// <param name="variants">Number of variants.</param>
    /// <returns>[node, variant * batch, position, d_model], a row for each node that has one of the writers; of a part, the part.</returns>
    public abstract Tensor Evaluate(TransformerModel model, Tensor inputs, Sequence sequence, int variants);

    /// <summary>Makes the plan of a stage.</summary>
    /// <param name="forward">The forward pass in its current state.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="writers">Its writers, by index, that are to be evaluated.</param>
    /// <param name="affected">Its readers, by index, whose inputs change.</param>
    public static StagePlan Of(IncrementalForward forward, Stage stage, int[] writers, IReadOnlyList<int> affected) =>
        stage.Kind switch
        {
            StageKind.Attention => new AttentionPlan(forward, stage, writers, affected),
            StageKind.Mlp => new MlpPlan(stage.Layer, affected),
            _ => new LogitsPlan(affected),
        };

    private sealed class MlpPlan(int layer, IReadOnlyList<int> readers) : StagePlan
    {
        public override IReadOnlyList<int> Readers => readers;

        public override Tensor Evaluate(TransformerModel model, Tensor inputs, Sequence sequence, int variants) =>
            model.Mlp(layer, inputs);
    }

    private sealed class LogitsPlan(IReadOnlyList<int> readers) : StagePlan
    {
        public override IReadOnlyList<int> Readers => readers;

        public override Tensor Evaluate(TransformerModel model, Tensor inputs, Sequence sequence, int variants) =>
            model.Unembed(inputs);
    }
}

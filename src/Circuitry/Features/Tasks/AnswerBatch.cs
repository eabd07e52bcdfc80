using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Prompts judged by a metric of the logits at their answer positions.</summary>
internal sealed class AnswerBatch : FeatureBatch
{
    private readonly Metric _metric;
    private readonly Target _target;
    private readonly Tensor _answers;
    private readonly int _answerCount;

    public AnswerBatch(TransformerModel model, PromptPairs pairs, Metric metric)
        : base(model, Sequence.Of(pairs.Clean, model), Sequence.Of(pairs.Corrupted, model))
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        (_metric, Pairs) = (metric, pairs);
        _answers = ReferenceRuns.AnswerRows(pairs).to(model.Device).DetachFromDisposeScope();
        _answerCount = pairs.AnswerCount;
        var residual = Stream(Tap.None, Clean, 0, Blocks, null);
        _target = Target.Of(pairs, metric, Logits(residual, 1).squeeze(0));
    }

    internal override PromptPairs Pairs { get; }

    public override int Blocks => Model.Architecture.Layers;

    public override Tensor Loss(Tensor residual, int times)
    {
        using var scope = NewDisposeScope();
        return Ops.Scale(Measure(residual, times), _metric.AsLoss(1)).MoveToOuterDisposeScope();
    }

    private Tensor Measure(Tensor residual, int times) => _metric.Measure(Logits(residual, times), _target);

    /// <summary>The logits at the answer positions, [times, batch, answer, d_vocab_out].</summary>
    private Tensor Logits(Tensor residual, int times)
    {
        using var scope = NewDisposeScope();
        var width = residual.size(-1);
        var answers = residual
            .reshape(times, Count * Length, width)
            .index_select(1, _answers)
            .view(times, Count, _answerCount, width);
        return Model.Unembed(answers).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _target.Dispose();
        _answers.Dispose();
        base.Dispose();
    }
}

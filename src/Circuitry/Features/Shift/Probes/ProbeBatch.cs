using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>Texts judged by how far a probe leans to their label: the loss is minus the logit, signed by the label.</summary>
internal sealed class ProbeBatch : FeatureBatch
{
    private readonly Probe _probe;
    private readonly Tensor _signs;
    private readonly Tensor _present;

    public ProbeBatch(
        TransformerModel model,
        IReadOnlyList<(IReadOnlyList<int> Tokens, int Label)> prompts,
        Probe probe,
        int block
    )
        : base(model, Sequence.Of(new Prompts(prompts.Select(prompt => prompt.Tokens)), model), null)
    {
        (_probe, Blocks) = (probe, block + 1);
        using var scope = NewDisposeScope();
        _signs = tensor(prompts.Select(prompt => prompt.Label == 1 ? -1.0 : 1.0).ToArray())
            .to(model.NumberType, model.Device)
            .DetachFromDisposeScope();
        _present = Present().DetachFromDisposeScope();
    }

    public override int Blocks { get; }

    public override Tensor Loss(Tensor residual, int times)
    {
        using var scope = NewDisposeScope();
        var rows = residual.view(times, Count, Length, residual.size(-1));
        return (_probe.Logits(PooledActivations.Mean(rows, _present)) * _signs).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _signs.Dispose();
        _present.Dispose();
        base.Dispose();
    }
}

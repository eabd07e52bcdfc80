using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Runs the model with some neurons ablated: at each component's activation, before its output matrix, a removed coordinate holds
/// what the ablation puts there. Owns its tensors.
/// </summary>
internal sealed class NeuronPatching : UnitPatching
{
    private readonly NeuronUnits _units;
    private readonly TransformerModel _model;
    private readonly ReferenceRuns _runs;
    private readonly IReadOnlyList<Component> _components;
    private readonly AblatedComponents _ablated;
    private readonly PositionMask? _positions;

    private NeuronPatching(
        GraphExperiment experiment,
        NeuronUnits units,
        FusedRun clean,
        AblatedComponents ablated,
        PositionMask? positions
    )
    {
        (_units, _model, _runs) = (units, experiment.Transformer, experiment.Runs);
        (_components, _ablated, _positions) = (clean.Components, ablated, positions);
    }

    public override long[] MaskShape => [_units.Count];

    /// <summary>Each component and the replacement of its activation, of its shape; this object's.</summary>
    public IEnumerable<(Component Component, Tensor Replacement)> Replaced => _components.Zip(_ablated.Activations);

    /// <summary>Which positions are in which group; null where positions are not split. This object's.</summary>
    public PositionMask? Positions => _positions;

    /// <summary>Computes what replaces neurons.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="units">Its units.</param>
    public static NeuronPatching Of(GraphExperiment experiment, NeuronUnits units)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (model, sequence) = (experiment.Transformer, experiment.Runs.Sequence);
        using var clean = FusedRun.Of(model, Component.Of(units), sequence);
        var ablated = AblatedComponents.Of(experiment, experiment.Prompts, clean, sequence.Nothing);
        return new(experiment, units, clean, ablated, PositionMask.Of(units.Graph, experiment.Prompts, model));
    }

    public override Tensor MaskOf(UnitSet kept)
    {
        _units.Require(kept.Units, "the units");
        var values = new double[_units.Count];
        foreach (var unit in kept.Indices)
        {
            values[unit] = 1;
        }

        return tensor(values, [1, _units.Count]).to(_model.NumberType, _model.Device);
    }

    public override Tensor Logits(Tensor mask)
    {
        using var scope = NewDisposeScope();
        var variants = (int)mask.size(0);
        var tap = new Tap(_model.Architecture.Layers);
        foreach (var (component, ablated) in Replaced)
        {
            var kept = Kept(mask, component, ablated);
            tap.Patch(component.Site, component.Layer, value => Mixed(value, kept, ablated, variants));
        }

        var residual = _model.FinalResidual(_runs.Sequence.Repeat(variants), tap);
        var stream = residual.view(variants, _runs.Batch, _runs.Length, residual.size(-1));
        return _model.Unembed(_runs.AtAnswers(stream)).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _ablated.Dispose();
        _positions?.Dispose();
    }

    /// <summary>The mask of a component's activation, [variant, batch or 1, position or 1, ...] as its other axes are or 1.</summary>
    private Tensor Kept(Tensor mask, Component component, Tensor ablated)
    {
        var (graph, groups) = (_units.Graph, _units.Graph.WritersPerNode);
        var (first, nodes) = component.Writers(graph);
        var start = _units.OfWriter(first).First();
        var width = _units.OfWriter(first).Count();
        // [variant, group, node * width]
        var own = mask.narrow(1, start, nodes * groups * width)
            .view(-1, nodes, groups, width)
            .transpose(1, 2)
            .reshape(-1, groups, nodes * width);
        long[] last = ablated.ndim == 4 ? [nodes, width] : [nodes * width];
        if (_positions is null)
        {
            return own.view([own.size(0), 1, 1, .. last]);
        }

        // Each position is in one group, whose mask holds there.
        var belongs = _positions.All.view(groups, -1).t(); // [batch * position, group]
        return belongs.matmul(own).view([own.size(0), _runs.Batch, _runs.Length, .. last]);
    }

    /// <summary>The kept part of a value, [variant * batch, position, ...], with the rest replaced.</summary>
    private static Tensor Mixed(Tensor value, Tensor kept, Tensor ablated, int variants)
    {
        using var scope = NewDisposeScope();
        var now = value.reshape([variants, .. ablated.shape]);
        return Ops.Add(ablated, kept * Ops.Add(now, ablated.neg())).reshape(value.shape).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Evaluates removals of edges against the current subgraph, recomputing only what they reach: nodes downstream of the
/// removal with a kept path to the logits. Equals the full patched forward to rounding.
/// </summary>
/// <remarks>
/// While ACDC goes from the logits back, every reader upstream of the one it visits is still complete, so that writers
/// upstream write what they write in the clean run. The state is one tensor: for each writer, what it writes in the current
/// subgraph minus its replacement, [writer, batch, position, d_model]. Inputs are always summed from scratch from it, so that
/// rounding does not accumulate over a search. An MLP that no key or value depends on is kept up to date at the answer
/// positions only: edges only ever go, so that nothing will read it elsewhere again. Owns its tensors.
/// </remarks>
internal sealed class IncrementalForward : IDisposable
{
    internal const long DefaultBudget = 1L << 24;

    private readonly TransformerModel _model;
    private readonly Metric _metric;
    private readonly Target _target;
    private bool _disposed;

    /// <summary>Starts with every edge kept.</summary>
    /// <exception cref="GraphException">The reference runs are of another architecture than the model's.</exception>
    /// <exception cref="ObjectDisposedException">The reference runs are disposed.</exception>
    public IncrementalForward(TransformerModel model, Metric metric, Target target, ReferenceRuns runs)
    {
        SameGraph.CheckModel(runs.Graph, model);
        _model = model;
        _metric = metric;
        _target = target;
        Runs = runs;
        Kept = EdgeSet.All(runs.Graph);
        Differences = (runs.CleanOutputs - runs.AblatedOutputs).DetachFromDisposeScope();
    }

    /// <summary>The reference runs.</summary>
    public ReferenceRuns Runs { get; }

    /// <summary>The current subgraph.</summary>
    public EdgeSet Kept { get; private set; }

    /// <summary>The output of each writer in the subgraph minus its replacement, [writer, batch, position, d_model].</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public Tensor Differences
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return field;
        }
    }

    /// <summary>Numbers that a batch of variants may hold in its largest tensor.</summary>
    internal long Budget { get; init; } = DefaultBudget;

    internal TransformerModel Model => _model;

    internal Graph Graph => Runs.Graph;

    /// <summary>The metric, the mean over prompts, of each row of logits [variant, batch, answer, d_vocab_out].</summary>
    /// <exception cref="MetricException">One is not a number.</exception>
    internal double[] Measure(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return MetricValues.Means(_metric, _metric.Measure(logits, _target));
    }

    /// <summary>The inputs of a stage's readers, [reader, batch * position * d_model].</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="weights">How much of what each writer in front of it writes each of the readers reads, [reader, writer].</param>
    internal Tensor Inputs(Stage stage, Tensor weights)
    {
        var (readers, width) = (weights.size(0), Graph.Architecture.ModelWidth);
        return Runs.Fold.Of(stage, part => Sum(stage, part, weights).view(readers, -1, width)).view(readers, -1);
    }

    /// <summary>The sum of a part of the stream as a stage's readers read it, [reader, batch * position * d_model].</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="part">The part.</param>
    /// <param name="weights">How much of what each writer in front of the stage writes each of the readers reads, [reader, writer].</param>
    internal Tensor Sum(Stage stage, StreamPart part, Tensor weights)
    {
        var elements = Differences.numel() / Differences.size(0);
        using var differences = Differences.narrow(0, part.FirstWriter, part.WriterCount);
        using var flat = differences.view(-1, elements);
        using var ablated = Runs.AblatedSum(part, stage).view(1, elements);
        using var own = weights.narrow(1, part.FirstWriter, part.WriterCount);
        return ablated.addmm(own, flat, 1, 1);
    }

    /// <summary>The current state, from which a forward can resume; the caller's.</summary>
    internal ForwardState Capture()
    {
        using var scope = NewDisposeScope();
        int[] writers = [.. WritersThatChanged()];
        var rows = tensor([.. writers.Select(writer => (long)writer)], int64).to(Differences.device);
        return new ForwardState(Kept.Copy(), writers, Differences.index_select(0, rows).DetachFromDisposeScope());
    }

    /// <summary>Goes on from a state that was captured; from every edge kept if there is none.</summary>
    internal void Restore(ForwardState? state)
    {
        using var scope = NewDisposeScope();
        Kept = state?.Kept.Copy() ?? EdgeSet.All(Graph);
        Differences.copy_(Runs.CleanOutputs - Runs.AblatedOutputs);
        for (var row = 0; row < (state?.Writers.Length ?? 0); row++)
        {
            Differences[state!.Writers[row]].copy_(state.Differences[row]);
        }
    }

    /// <summary>Prepares to remove candidates, each a set of writers, from what some readers read.</summary>
    /// <param name="readers">Readers, by index, that all lose the same writers.</param>
    /// <param name="candidates">For each candidate the writers, by index, it removes; all upstream of the readers.</param>
    internal Removal Begin(IReadOnlyList<int> readers, IReadOnlyList<int[]> candidates) =>
        new(this, readers, candidates);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            Differences.Dispose();
            _disposed = true;
        }
    }

    private IEnumerable<int> WritersThatChanged()
    {
        using var scope = NewDisposeScope();
        var clean = Runs.CleanOutputs - Runs.AblatedOutputs;
        var changed = TensorValues.ToArray<bool>(clean.ne(Differences).flatten(1).any(1));
        return Enumerable.Range(0, changed.Length).Where(writer => changed[writer]);
    }
}

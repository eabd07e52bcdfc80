using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Automatic circuit discovery ("Towards Automated Circuit Discovery", algorithm 1): from the logits back, remove every
/// unit whose removal raises the loss by less than a threshold, each tested against the current subgraph.
/// </summary>
/// <remarks>
/// The decisions are those of one masked forward pass per unit. What makes it fast:
/// (1) Prefix: upstream of the reader visited nothing has changed, so nothing there is computed.
/// (2) Sparse downstream: only nodes with a kept path to the logits are recomputed; a reader without one loses all its
/// edges untested.
/// (3) Speculation: several successive candidates run as one batch, each under the assumption that those before it go; the
/// batch is accepted up to the first that stays.
/// </remarks>
public sealed class AcdcSearch
{
    private readonly Experiment _experiment;
    private readonly AcdcOptions _options;

    /// <summary>Binds a search to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">The threshold is not a finite number.</exception>
    public AcdcSearch(Experiment experiment, AcdcOptions options)
    {
        if (!double.IsFinite(options.Threshold))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the threshold is {options.Threshold}; it must be a finite number"),
                nameof(options)
            );
        }

        if (
            options.PaperMode
            && (!experiment.Graph.SplitQueryKeyValue || experiment.Graph.Granularity != Granularity.Edge)
        )
        {
            throw new ArgumentException(
                "paper mode needs edges with query, key and value inputs split",
                nameof(options)
            );
        }

        _experiment = experiment;
        _options = options;
    }

    /// <summary>See <see cref="IncrementalForward.Budget"/>; speed and memory depend on it, decisions do not.</summary>
    internal long Budget { get; init; } = IncrementalForward.DefaultBudget;

    /// <summary>Searches.</summary>
    /// <param name="progress">Told after every reader.</param>
    /// <param name="trace">Told every test, in order.</param>
    /// <param name="cancellation">Stops the search at the next reader; with a checkpoint it can go on later.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    public Circuit Discover(
        IProgress<AcdcProgress>? progress = null,
        Action<AcdcStep>? trace = null,
        CancellationToken cancellation = default
    )
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var ownRuns = _options.PaperMode && _experiment.Declaration.Ablation == Ablation.Zero;
        var runs = ownRuns
            ? ReferenceRuns.Of(
                _experiment.Transformer,
                _experiment.Graph,
                _experiment.Prompts,
                _experiment.Declaration.Ablation,
                zeroMlpBias: true
            )
            : _experiment.Runs;
        try
        {
            using var forward = new IncrementalForward(
                _experiment.Transformer,
                _experiment.Metric,
                _experiment.Target,
                runs
            )
            {
                Budget = Budget,
            };
            return Discover(forward, progress, trace, cancellation);
        }
        finally
        {
            if (ownRuns)
            {
                runs.Dispose();
            }
        }
    }

    private Circuit Discover(
        IncrementalForward forward,
        IProgress<AcdcProgress>? progress,
        Action<AcdcStep>? trace,
        CancellationToken cancellation
    )
    {
        var graph = _experiment.Graph;
        var visits = AcdcVisits.Of(graph, _options);
        var state = new AcdcState(graph, _experiment.Measure(EdgeSet.All(graph)));
        var checkpoint = _options.Checkpoint is { } path ? new AcdcCheckpoint(path, _experiment, _options) : null;
        checkpoint?.Load(state, forward);
        var watch = Stopwatch.StartNew();
        var startedAt = state.Visit;
        for (; state.Visit < visits.Count; state.Visit++)
        {
            if (cancellation.IsCancellationRequested)
            {
                checkpoint?.Save(state, forward);
                cancellation.ThrowIfCancellationRequested();
            }

            checkpoint?.SaveIfDue(state, forward);
            Visit(visits[state.Visit], state, forward, trace);
            progress?.Report(Report(state, visits, startedAt, watch.Elapsed));
        }

        var circuit = Circuit.Of(_experiment, state.KeptUnits, state.Effects, state.Metric, Method(state));
        checkpoint?.Delete();
        return circuit;
    }

    private void Visit(AcdcVisit visit, AcdcState state, IncrementalForward forward, Action<AcdcStep>? trace)
    {
        var live = forward.Kept.WritersThatReachLogits();
        int[] readers = [.. visit.Readers.Where(reader => forward.Kept.Feeds(reader, live))];
        // A direct edge that went has taken every edge of its reader.
        AcdcCandidate[] candidates = [.. visit.Candidates.Where(c => c.Unit >= 0 ? state.IsKept(c.Unit) : true)];
        if (readers.Length == 0)
        {
            foreach (var candidate in candidates)
            {
                Remove(visit, candidate, state, forward);
            }

            return;
        }

        if (candidates.Length == 0)
        {
            return;
        }

        using var removal = forward.Begin(readers, [.. candidates.Select(candidate => candidate.Writers)]);
        var stays = new bool[candidates.Length];
        Array.Fill(stays, true);
        var next = 0;
        var width = Math.Min(4, removal.MostVariants);
        while (next < candidates.Length)
        {
            var count = Math.Min(width, candidates.Length - next);
            using var outcome = removal.Evaluate(Variants(stays, next, count));
            var accepted = 0;
            while (accepted < count)
            {
                var candidate = candidates[next];
                var after = outcome.Values[accepted];
                var removed = Goes(state.Metric, after);
                trace?.Invoke(new AcdcStep(candidate.Name, state.Metric, after, !removed));
                state.Test(candidate.Unit, EffectOf(state.Metric, after));
                next++;
                if (!removed)
                {
                    break;
                }

                stays[next - 1] = false;
                Remove(visit, candidate, state, forward);
                state.Metric = after;
                accepted++;
            }

            if (accepted > 0)
            {
                removal.Commit(outcome, accepted - 1);
            }

            width = accepted == count ? Math.Min(2 * width, removal.MostVariants) : Math.Max(1, (width + 1) / 2);
        }
    }

    private double EffectOf(double before, double after) =>
        _experiment.Metric.AsLoss(after) - _experiment.Metric.AsLoss(before);

    private bool Goes(double before, double after)
    {
        var effect = EffectOf(before, after);
        return (_options.Rule == AcdcRule.Absolute ? Math.Abs(effect) : effect) < _options.Threshold;
    }

    private static void Remove(AcdcVisit visit, AcdcCandidate candidate, AcdcState state, IncrementalForward forward)
    {
        foreach (var reader in visit.Readers)
        {
            foreach (var writer in candidate.Writers)
            {
                var edge = forward.Graph.EdgeIndex(writer, reader);
                forward.Kept[edge] = false;
                if (forward.Graph.Granularity == Granularity.Edge)
                {
                    state.Remove(edge);
                }
            }
        }

        if (forward.Graph.Granularity == Granularity.Node)
        {
            state.Remove(candidate.Unit);
        }
    }

    /// <summary>Variant k is what stays when candidates next to next + k all go.</summary>
    private static bool[][] Variants(bool[] stays, int next, int count)
    {
        var variants = new bool[count][];
        for (var k = 0; k < count; k++)
        {
            variants[k] = [.. stays];
            Array.Fill(variants[k], false, next, k + 1);
        }

        return variants;
    }

    private AcdcProgress Report(AcdcState state, IReadOnlyList<AcdcVisit> visits, int startedAt, TimeSpan elapsed)
    {
        // Work grows with the candidates behind, not with the readers, which get fewer parents the earlier they are.
        double Work(int from, int to) =>
            Enumerable.Range(from, to - from).Sum(visit => (double)visits[visit].Candidates.Count);
        var done = Work(startedAt, state.Visit + 1);
        var left = Work(state.Visit + 1, visits.Count);
        return new AcdcProgress
        {
            Done = state.Visit + 1,
            Total = visits.Count,
            Tested = state.Tested,
            Kept = state.KeptCount,
            Metric = state.Metric,
            Elapsed = elapsed,
            Left = done > 0 ? elapsed * (left / done) : null,
        };
    }

    private CircuitMethod Method(AcdcState state) =>
        new()
        {
            Name = "ACDC",
            Settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["head_order"] = _options.HeadOrder.ToString(),
                ["paper_mode"] = _options.PaperMode ? "true" : "false",
                ["rule"] = _options.Rule.ToString(),
                ["tested"] = FormattableString.Invariant($"{state.Tested}"),
                ["threshold"] = FormattableString.Invariant($"{_options.Threshold}"),
            },
        };
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Candidates for removal from what some readers read. Everything that no candidate can change is computed once; each
/// evaluation then runs several variants (which candidates stay) as rows of one batch.
/// </summary>
internal sealed class Removal : IDisposable
{
    private readonly IncrementalForward _forward;
    private readonly IReadOnlyList<int> _readers;
    private readonly IReadOnlyList<int[]> _candidates;
    private readonly List<AffectedStage> _stages = [];
    private readonly List<int> _dirtyWriters = [];
    private readonly Tensor?[] _contributions;
    private readonly DisposeScope _scope;
    private readonly int _elements;

    public Removal(IncrementalForward forward, IReadOnlyList<int> readers, IReadOnlyList<int[]> candidates)
    {
        _forward = forward;
        _readers = readers;
        _candidates = candidates;
        _scope = NewDisposeScope();
        var differences = forward.Differences;
        _elements = (int)(differences.numel() / differences.size(0));
        _contributions = new Tensor?[forward.Runs.Fold.Count];
        FindContributions();
        FindAffectedStages();
        var widest = Math.Max(_stages.Max(stage => stage.Readers.Count), _dirtyWriters.Count / 2);
        MostVariants = (int)Math.Clamp(forward.Budget / ((long)widest * _elements), 1, 64);
    }

    /// <summary>How many variants fit into one batch.</summary>
    public int MostVariants { get; }

    /// <summary>Evaluates variants.</summary>
    /// <param name="stays">For each variant which candidates stay.</param>
    public Outcome Evaluate(IReadOnlyList<bool[]> stays)
    {
        using var scope = NewDisposeScope();
        var runs = _forward.Runs;
        int variants = stays.Count,
            batch = runs.Batch,
            length = runs.Length,
            rows = variants * batch;
        var width = _forward.Model.Architecture.ModelWidth;
        var stayed = tensor(
                stays.SelectMany(row => row.Select(stay => stay ? 1.0 : 0.0)).ToArray(),
                [variants, _candidates.Count]
            )
            .to(_forward.Differences.dtype, _forward.Differences.device);
        // Part by part of the stream, [variant, batch * position * d_model]; null where no candidate is in it.
        Tensor?[] direct = [.. _contributions.Select(own => own is null ? null : stayed.mm(own))];
        var sequence = runs.Sequence.Repeat(variants);
        // Outputs of writers downstream minus their replacements, [writer, variant * batch * position * d_model].
        var changed = empty(
            [Math.Max(1, _dirtyWriters.Count), (long)variants * _elements],
            _forward.Differences.dtype,
            _forward.Differences.device
        );
        var written = 0;
        foreach (var stage in _stages)
        {
            using var inner = NewDisposeScope();
            if (stage.AnswersOnly)
            {
                var answers = stage.AnswerInputs(direct, changed, variants, runs);
                var atAnswers = stage.Plan.Evaluate(_forward.Model, answers, sequence, variants);
                if (stage.Stage.WriterCount == 0)
                {
                    return new Outcome(
                        _forward.Measure(atAnswers),
                        changed.view(changed.size(0), variants, -1).MoveToOuterDisposeScope().MoveToOuterDisposeScope(),
                        _dirtyWriters
                    );
                }

                foreach (var writer in stage.Writers)
                {
                    StoreAnswers(changed[written++], runs.PartAtAnswers(writer, atAnswers), writer);
                }

                continue;
            }

            var inputs = stage.Inputs(direct, changed, variants, width).view(stage.Readers.Count, rows, length, width);
            var outputs = stage.Plan.Evaluate(_forward.Model, inputs, sequence, variants);
            foreach (var (writer, row) in stage.Writers.Zip(stage.Rows))
            {
                var standIn = runs.AblatedOutputs[writer].view(1, _elements);
                using var slot = changed[written++].view(variants, _elements);
                slot.copy_(runs.Part(writer, outputs[row]).reshape(variants, _elements)).sub_(standIn);
            }
        }

        throw new InvalidOperationException("candidates without a path to the logits must not be evaluated");
    }

    /// <summary>Stores what a writer writes at the answer positions; elsewhere, where nothing depends on it, it stays as it was.</summary>
    /// <param name="row">[variant * batch * position * d_model].</param>
    /// <param name="output">[variant, batch, answer, d_model].</param>
    /// <param name="writer">The writer, by index.</param>
    private void StoreAnswers(Tensor row, Tensor output, int writer)
    {
        var (runs, variants, width) = (_forward.Runs, output.size(0), output.size(-1));
        using var scope = NewDisposeScope();
        var standIn = runs.AtAnswers(runs.AblatedOutputs.narrow(0, writer, 1));
        var slot = row.view(variants, _elements / width, width);
        slot.copy_(_forward.Differences[writer].view(1, -1, width));
        slot.index_copy_(1, runs.AnswerIndex, (output - standIn).view(variants, -1, width));
    }

    /// <summary>Makes a variant the current state.</summary>
    public void Commit(Outcome outcome, int variant)
    {
        using var scope = NewDisposeScope();
        foreach (var (writer, row) in outcome.Writers.Select((writer, row) => (writer, row)))
        {
            _forward.Differences[writer].view(_elements).copy_(outcome.Changed[row][variant]);
        }
    }

    public void Dispose() => _scope.Dispose();

    /// <summary>What each candidate contributes to a part of the stream while it is kept, [candidate, batch * position * d_model].</summary>
    private void FindContributions()
    {
        var flat = _forward.Differences.view(-1, _elements);
        var byPart = _candidates
            .SelectMany(candidate => candidate)
            .Select(_forward.Runs.Fold.PartOf)
            .DistinctBy(part => part.Index);
        foreach (var part in byPart)
        {
            int[][] own =
            [
                .. _candidates.Select(candidate =>
                    candidate
                        .Where(writer => writer >= part.FirstWriter && writer < part.FirstWriter + part.WriterCount)
                        .ToArray()
                ),
            ];
            _contributions[part.Index] = own.All(writers => writers.Length == 1)
                ? flat.index_select(0, Indices([.. own.Select(writers => writers[0])]))
                : stack(own.Select(writers => flat.index_select(0, Indices(writers)).sum(dim: 0)));
        }
    }

    /// <summary>Walks downstream from the readers along kept edges between live writers.</summary>
    private void FindAffectedStages()
    {
        var graph = _forward.Graph;
        var kept = _forward.Kept;
        var live = kept.WritersThatReachLogits();
        var everywhere = kept.WritersReadAtAllPositions(live);
        var answersEverywhere = _forward.Runs.AnswerCount == _forward.Runs.Length;
        var dirty = new bool[graph.Writers.Count];
        var losing = _readers.ToHashSet();
        var removed = _candidates.SelectMany(candidate => candidate).ToHashSet();
        foreach (var stage in graph.Stages)
        {
            var affected = new List<int>();
            for (var reader = stage.FirstReader; reader < stage.FirstReader + stage.ReaderCount; reader++)
            {
                var feeds = kept.Feeds(reader, live);
                if (feeds && (losing.Contains(reader) || KeepsDirty(reader)))
                {
                    affected.Add(reader);
                }
            }

            if (affected.Count == 0)
            {
                continue;
            }

            int[] writers =
            [
                .. affected.SelectMany(graph.WritersOfReader).Distinct().Where(writer => live[writer]).Order(),
            ];
            // Logits are only ever measured there.
            var answersSuffice =
                stage.WriterCount == 0 || (!answersEverywhere && !writers.Any(writer => everywhere[writer]));
            _stages.Add(
                new AffectedStage(
                    _forward,
                    stage,
                    affected,
                    writers,
                    dirty,
                    _dirtyWriters,
                    losing,
                    removed,
                    answersSuffice
                )
            );
            foreach (var writer in writers)
            {
                dirty[writer] = true;
                _dirtyWriters.Add(writer);
            }
        }

        bool KeepsDirty(int reader)
        {
            var offset = graph.EdgeIndex(0, reader);
            var before = graph.WritersBefore(reader);
            return _dirtyWriters.Exists(writer => writer < before && kept[offset + writer]);
        }
    }

    private Tensor Indices(int[] indices) =>
        tensor([.. indices.Select(index => (long)index)], int64).to(_forward.Differences.device);
}

/// <summary>The result of an evaluation. Owns its tensor.</summary>
/// <param name="Values">The metric of each variant.</param>
/// <param name="Changed">The outputs of writers minus their replacements, [writer, variant, batch * position * d_model].</param>
/// <param name="Writers">These writers, by index.</param>
internal sealed record Outcome(double[] Values, Tensor Changed, IReadOnlyList<int> Writers) : IDisposable
{
    public void Dispose() => Changed.Dispose();
}

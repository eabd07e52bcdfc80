using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The part of a stage that candidates for removal can change: its readers, its writers, and their inputs apart from what
/// the candidates and changed writers contribute.
/// </summary>
internal sealed class AffectedStage
{
    private readonly StreamFold _fold;
    private readonly Tensor[] _bases;
    private readonly Tensor? _fromChanged;
    private readonly (int First, int Count)[] _changed;
    private readonly Tensor _losing;
    private readonly bool _allLose;
    private readonly bool _noneLose;

    public AffectedStage(
        IncrementalForward forward,
        Stage stage,
        IReadOnlyList<int> affected,
        int[] writers,
        bool[] dirty,
        IReadOnlyList<int> dirtyWriters,
        HashSet<int> losing,
        HashSet<int> removed,
        bool answersSuffice
    )
    {
        Stage = stage;
        Writers = writers;
        Plan = StagePlan.Of(forward, stage, writers, affected);
        AnswersOnly = answersSuffice && Plan.IsPositionwise;
        int[] nodes = [.. writers.Select(writer => writer / forward.Graph.WritersPerNode)];
        int[] computed = [.. nodes.Distinct()];
        Rows = [.. nodes.Select(node => Array.IndexOf(computed, node))];
        Readers = Plan.Readers;
        var (graph, kept) = (forward.Graph, forward.Kept);
        var differences = forward.Differences;
        var unchanged = new double[Readers.Count * stage.WritersBefore];
        var changed = new double[Readers.Count * dirtyWriters.Count];
        for (var row = 0; row < Readers.Count; row++)
        {
            var offset = graph.EdgeIndex(0, Readers[row]);
            var loses = losing.Contains(Readers[row]);
            for (var writer = 0; writer < stage.WritersBefore; writer++)
            {
                var aside = dirty[writer] || (loses && removed.Contains(writer));
                unchanged[row * stage.WritersBefore + writer] = kept[offset + writer] && !aside ? 1 : 0;
            }

            for (var i = 0; i < dirtyWriters.Count; i++)
            {
                changed[row * dirtyWriters.Count + i] =
                    dirtyWriters[i] < stage.WritersBefore && kept[offset + dirtyWriters[i]] ? 1 : 0;
            }
        }

        Tensor Matrix(double[] values, int columns) =>
            tensor(values, [Readers.Count, columns]).to(differences.dtype, differences.device);
        _fold = forward.Runs.Fold;
        // Writers change in forward order, so that those of a part follow each other.
        _changed =
        [
            .. _fold
                .Before(stage)
                .Select(part =>
                    (
                        dirtyWriters.Count(writer => writer < part.FirstWriter),
                        dirtyWriters.Count(writer =>
                            writer >= part.FirstWriter && writer < part.FirstWriter + part.WriterCount
                        )
                    )
                ),
        ];
        var weights = Matrix(unchanged, stage.WritersBefore);
        _bases = [.. _fold.Before(stage).Select(part => forward.Sum(stage, part, weights))];
        _fromChanged = dirtyWriters.Count == 0 ? null : Matrix(changed, dirtyWriters.Count);
        bool[] loss = [.. Readers.Select(losing.Contains)];
        (_allLose, _noneLose) = (loss.All(l => l), !loss.Any(l => l));
        _losing = Matrix([.. loss.Select(l => l ? 1.0 : 0.0)], 1);
    }

    public Stage Stage { get; }

    /// <summary>How its writers are computed from its readers' inputs.</summary>
    public StagePlan Plan { get; }

    /// <summary>Whether it is computed at the answer positions only: nothing else depends on it, and it goes position by position.</summary>
    public bool AnswersOnly { get; }

    /// <summary>The readers whose inputs are computed, by index.</summary>
    public IReadOnlyList<int> Readers { get; }

    /// <summary>The live writers computed from them, by index.</summary>
    public int[] Writers { get; }

    /// <summary>For each of them the row of what is computed that holds its node's output.</summary>
    public int[] Rows { get; }

    /// <summary>The inputs of the readers in each variant, [reader, variant * batch * position * d_model].</summary>
    /// <param name="direct">What the candidates that stay contribute to each part, [variant, batch * position * d_model]; null for nothing.</param>
    /// <param name="changed">Writers downstream so far, [writer, variant * batch * position * d_model].</param>
    /// <param name="variants">Number of variants.</param>
    /// <param name="width">d_model.</param>
    public Tensor Inputs(Tensor?[] direct, Tensor changed, int variants, long width)
    {
        var count = Readers.Count;
        return _fold.Of(Stage, part => Sum(part).view(count, -1, width)).view(count, -1);

        Tensor Sum(StreamPart part)
        {
            using var scope = NewDisposeScope();
            var own = _bases[part.Index];
            var inputs = own.unsqueeze(1).expand(count, variants, own.size(1));
            if (direct[part.Index] is { } contributed && !_noneLose)
            {
                inputs = _allLose
                    ? Ops.Add(inputs, contributed.unsqueeze(0))
                    : Ops.Add(inputs, contributed.unsqueeze(0) * _losing.unsqueeze(-1));
            }

            inputs = inputs.reshape(count, -1);
            var (first, rows) = _changed[part.Index];
            if (rows > 0)
            {
                inputs = inputs.addmm(_fromChanged!.narrow(1, first, rows), changed.narrow(0, first, rows), 1, 1);
            }

            return inputs.MoveToOuterDisposeScope();
        }
    }

    /// <summary>The input of the one reader in each variant at the answer positions, [variant, batch, answer, d_model].</summary>
    public Tensor AnswerInputs(Tensor?[] direct, Tensor changed, int variants, ReferenceRuns runs)
    {
        var width = runs.CleanOutputs.size(-1);
        return _fold.Of(Stage, Sum);

        Tensor At(Tensor rows) => runs.AtAnswers(rows.view(-1, runs.Batch, runs.Length, width));

        Tensor Sum(StreamPart part)
        {
            using var scope = NewDisposeScope();
            var inputs = At(_bases[part.Index]).expand(variants, runs.Batch, runs.AnswerCount, width);
            if (_allLose && direct[part.Index] is { } contributed)
            {
                inputs = Ops.Add(inputs, At(contributed));
            }

            var (first, rows) = _changed[part.Index];
            if (rows > 0)
            {
                var answers = At(changed.narrow(0, first, rows).view((long)rows * variants, -1));
                var sum = _fromChanged!.narrow(1, first, rows).mm(answers.view(rows, -1));
                inputs = Ops.Add(inputs, sum.view(variants, runs.Batch, runs.AnswerCount, width));
            }

            return inputs.MoveToOuterDisposeScope();
        }
    }
}

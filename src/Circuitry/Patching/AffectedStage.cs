using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The part of a stage that candidates for removal can change: its readers, its writers, and their inputs apart from what
/// the candidates and changed writers contribute.
/// </summary>
internal sealed class AffectedStage
{
    private readonly Tensor _base;
    private readonly Tensor? _fromChanged;
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
        _base = forward.Inputs(stage, Matrix(unchanged, stage.WritersBefore));
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
    /// <param name="direct">What the candidates that stay contribute, [variant, batch * position * d_model].</param>
    /// <param name="changed">Writers downstream so far, [writer, variant * batch * position * d_model].</param>
    /// <param name="written">How many of its rows are filled.</param>
    /// <param name="variants">Number of variants.</param>
    public Tensor Inputs(Tensor direct, Tensor changed, int written, int variants)
    {
        using var scope = NewDisposeScope();
        var count = Readers.Count;
        var inputs = _base.unsqueeze(1).expand(count, variants, _base.size(1));
        if (_allLose)
        {
            inputs = Ops.Add(inputs, direct.unsqueeze(0));
        }
        else if (!_noneLose)
        {
            inputs = Ops.Add(inputs, direct.unsqueeze(0) * _losing.unsqueeze(-1));
        }

        inputs = inputs.reshape(count, -1);
        if (written > 0)
        {
            inputs = inputs.addmm(_fromChanged!.narrow(1, 0, written), changed.narrow(0, 0, written), 1, 1);
        }

        return inputs.MoveToOuterDisposeScope();
    }

    /// <summary>The input of the one reader in each variant at the answer positions, [variant, batch, answer, d_model].</summary>
    public Tensor AnswerInputs(Tensor direct, Tensor changed, int written, int variants, ReferenceRuns runs)
    {
        using var scope = NewDisposeScope();
        var width = runs.CleanOutputs.size(-1);
        Tensor At(Tensor rows) => runs.AtAnswers(rows.view(-1, runs.Batch, runs.Length, width));
        var inputs = At(_base).expand(variants, runs.Batch, runs.AnswerCount, width);
        if (_allLose)
        {
            inputs = Ops.Add(inputs, At(direct));
        }

        if (written > 0)
        {
            var answers = At(changed.narrow(0, 0, written).view((long)written * variants, -1));
            var sum = _fromChanged!.narrow(1, 0, written).mm(answers.view(written, -1));
            inputs = Ops.Add(inputs, sum.view(variants, runs.Batch, runs.AnswerCount, width));
        }

        return inputs.MoveToOuterDisposeScope();
    }
}

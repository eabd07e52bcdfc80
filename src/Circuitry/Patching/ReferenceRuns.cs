using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>
/// The two runs every patched run is made of: what each writer adds to the stream on the clean prompts, and what replaces
/// it along a removed edge. Computed once; owns its tensors.
/// </summary>
public sealed class ReferenceRuns : IDisposable
{
    private readonly List<Tensor> _ablatedInputs = [];
    private readonly List<Tensor> _ablatedSums = [];
    private readonly PositionMask? _positions;
    private bool _disposed;

    private ReferenceRuns(
        Graph graph,
        StreamFold fold,
        Sequence sequence,
        PositionMask? positions,
        Tensor answerIndex,
        int answers
    )
    {
        Fold = fold;
        _positions = positions;
        Graph = graph;
        Sequence = sequence;
        AnswerIndex = answerIndex;
        AnswerCount = answers;
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>The clean prompts.</summary>
    public Sequence Sequence { get; }

    /// <summary>The outputs of writers on the clean prompts, [writer, batch, position, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public required Tensor CleanOutputs
    {
        get => Live(field);
        init;
    }

    /// <summary>The replacements of writers' outputs along removed edges, [writer, batch, position, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public required Tensor AblatedOutputs
    {
        get => Live(field);
        init;
    }

    /// <summary>Rows of [batch * position] that are answer positions, int64 [batch * answer].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    internal Tensor AnswerIndex => Live(field);

    /// <summary>How what writers write becomes what readers read.</summary>
    internal StreamFold Fold { get; }

    /// <summary>The sum of the replacements of a part's writers, with the bias of its stage, [batch, position, d_model].</summary>
    /// <param name="part">The part.</param>
    /// <param name="reading">The stage that reads it.</param>
    internal Tensor AblatedSum(StreamPart part, Stage reading) =>
        Fold.IsSum ? AblatedInput(reading) : Live(_ablatedSums[part.Index]);

    /// <summary>Number of answer positions of a prompt.</summary>
    internal int AnswerCount { get; }

    /// <summary>Number of prompts.</summary>
    public int Batch => Sequence.Prompts.Count;

    /// <summary>Number of positions.</summary>
    public int Length => Sequence.Prompts.Length;

    /// <summary>The input of a stage's readers when every edge is removed, [batch, position, d_model].</summary>
    /// <exception cref="GraphException">The graph has no such stage.</exception>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public Tensor AblatedInput(Stage stage)
    {
        SameGraph.Check(Graph, stage);
        return Live(_ablatedInputs[stage.Index]);
    }

    /// <summary>Runs an experiment's forward pass on both sides of the prompts.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="prompts">Prompts to take instead of the experiment's; null for those.</param>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    /// <exception cref="PromptException">The prompts do not fit the model, or the graph splits positions into groups that they lack.</exception>
    public static ReferenceRuns Of(GraphExperiment experiment, PromptPairs? prompts = null)
    {
        var (model, graph, ablation) = (experiment.Transformer, experiment.Graph, experiment.Ablation);
        var pairs = prompts ?? experiment.Prompts;
        using var gradients = no_grad();
        var clean = Sequence.Of(pairs.Clean, model);
        var positions = PositionMask.Of(graph, pairs, model);
        var fold = new StreamFold(model, graph);
        using var scope = NewDisposeScope();
        var answers = AnswerRows(pairs).to(model.Device);
        var recorded = Recorded(clean);
        var cleanOutputs = recorded.Outputs;
        var ablated = ablation.ReplaceWritten(cleanOutputs, CorruptedOutputs, pairs, clean.Nothing);
        if (ablated is null)
        {
            ablated = WrittenOf(experiment, pairs, clean);
        }
        else if (experiment.Biases == BiasConvention.Writer && !ablation.CancelsBiases)
        {
            TakeWriterBiases(graph, ablated, recorded.Biases);
        }

        var runs = new ReferenceRuns(graph, fold, clean, positions, answers.DetachFromDisposeScope(), pairs.AnswerCount)
        {
            CleanOutputs = Split(positions, cleanOutputs).DetachFromDisposeScope(),
            AblatedOutputs = Split(positions, ablated.contiguous()).DetachFromDisposeScope(),
        };
        runs.SumAblatedInputs(recorded.Biases);
        return runs;

        RecordingStream Recorded(Sequence sequence)
        {
            var stream = new RecordingStream(graph, fold, sequence, answers);
            experiment.Forward(stream);
            return stream;
        }

        Tensor CorruptedOutputs()
        {
            using var corrupted = Sequence.Of(pairs.Corrupted, model);
            return Recorded(corrupted).Outputs;
        }
    }

    /// <summary>Takes the answer positions out of a stream, [row, batch, position, d_model], as [row, batch, answer, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public Tensor AtAnswers(Tensor stream)
    {
        using var scope = NewDisposeScope();
        var rows = stream.size(0);
        var width = stream.size(-1);
        return stream
            .view(rows, Batch * Length, width)
            .index_select(1, AnswerIndex)
            .view(rows, Batch, AnswerCount, width)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Splits nodes' outputs, [node, row, position, d_model], by writer, [writer, row, position, d_model]; rows are [variant * batch].</summary>
    internal Tensor Split(Tensor outputs) => Split(_positions, outputs);

    /// <summary>The part of a node's output that belongs to one writer (position group), [row, position, d_model]; rows are [variant * batch].</summary>
    /// <param name="writer">The writer, by index.</param>
    /// <param name="output">What its node writes, [row, position, d_model].</param>
    internal Tensor Part(int writer, Tensor output) =>
        _positions?.Part(writer % Graph.WritersPerNode, output) ?? output.alias();

    /// <summary>The part of a node's output at the answer positions that belongs to one writer, [variant, batch, answer, d_model].</summary>
    internal Tensor PartAtAnswers(int writer, Tensor output)
    {
        using var scope = NewDisposeScope();
        return (
            _positions is null
                ? output.alias()
                : output * AtAnswers(_positions.In(writer % Graph.WritersPerNode).unsqueeze(0))
        ).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _positions?.Dispose();
        _ablatedInputs.ForEach(input => input.Dispose());
        _ablatedSums.ForEach(sum => sum.Dispose());
        CleanOutputs.Dispose();
        AblatedOutputs.Dispose();
        AnswerIndex.Dispose();
        Sequence.Dispose();
        _disposed = true;
    }

    private Tensor Live(Tensor tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return tensor;
    }

    private static Tensor Split(PositionMask? positions, Tensor outputs) =>
        positions?.Split(outputs) ?? outputs.alias();

    /// <summary>The replacements of nodes' outputs, component by component, [node, batch, position, d_model].</summary>
    private static Tensor WrittenOf(GraphExperiment experiment, PromptPairs pairs, Sequence clean)
    {
        using var scope = NewDisposeScope();
        var model = experiment.Transformer;
        using var run = FusedRun.Of(model, Component.Of(experiment.Graph), clean);
        using var replaced = AblatedComponents.Of(experiment, pairs, run, clean.Nothing);
        return cat([.. run.Components.Zip(replaced.Activations, Written)], 0).MoveToOuterDisposeScope();

        Tensor Written(Component component, Tensor activation)
        {
            var written = component.Written(model, activation);
            return component.StreamBias(model) is { } bias ? Ops.Add(written, bias.neg()) : written;
        }
    }

    /// <summary>Takes out of what nodes write, [node, batch, position, d_model], the biases that go with their writers.</summary>
    private static void TakeWriterBiases(Graph graph, Tensor ablated, IReadOnlyList<Tensor?> biases)
    {
        foreach (var stage in graph.Stages.Where(stage => stage.Kind == StageKind.Mlp))
        {
            if (biases[stage.Index] is { } bias)
            {
                using var row = ablated[stage.FirstWriter / graph.WritersPerNode];
                row.sub_(bias);
            }
        }
    }

    /// <summary>Rows of [batch * position] that are answer positions, int64 [batch * answer].</summary>
    internal static Tensor AnswerRows(PromptPairs pairs)
    {
        var length = pairs.Clean.Length;
        return tensor(
            pairs
                .Pairs.SelectMany(
                    (pair, prompt) =>
                        pair.AnswerPositions.Select(position =>
                            (long)prompt * length + pairs.Clean.PaddingOf(prompt) + position
                        )
                )
                .ToArray()
        );
    }

    private void SumAblatedInputs(IReadOnlyList<Tensor?> biases)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        if (!Fold.IsSum)
        {
            FoldAblatedInputs(biases);
            return;
        }

        var residual = zeros_like(AblatedOutputs[0]);
        var summed = 0;
        // A parallel block's MLP reads fewer writers than stand before it, so that biases and sums are taken block by block.
        foreach (var stage in Graph.Stages)
        {
            var upstream = residual;
            if (stage.WritersBefore > summed)
            {
                upstream = Ops.Add(
                    residual,
                    AblatedOutputs.narrow(0, summed, stage.WritersBefore - summed).sum(dim: 0)
                );
                upstream = AddBiases(biases, upstream, summed, stage.WritersBefore);
                (residual, summed) = (upstream, stage.WritersBefore);
            }

            _ablatedInputs.Add(upstream.clone().DetachFromDisposeScope());
        }
    }

    private void FoldAblatedInputs(IReadOnlyList<Tensor?> biases)
    {
        foreach (var part in Fold.Before(Graph.Stages[^1]))
        {
            var sum = AblatedOutputs.narrow(0, part.FirstWriter, part.WriterCount).sum(dim: 0);
            sum = biases[part.Stage.Index] is { } bias ? Ops.Add(sum, bias) : sum;
            _ablatedSums.Add(sum.DetachFromDisposeScope());
        }

        foreach (var stage in Graph.Stages)
        {
            var input =
                stage.WritersBefore == 0
                    ? zeros_like(AblatedOutputs[0])
                    : Fold.Of(stage, part => _ablatedSums[part.Index].alias());
            _ablatedInputs.Add(input.DetachFromDisposeScope());
        }
    }

    /// <summary>Adds the biases of the stages whose writers are among these: they belong to the stream, whatever is kept.</summary>
    private Tensor AddBiases(IReadOnlyList<Tensor?> biases, Tensor residual, int from, int to)
    {
        foreach (var stage in Graph.Stages.Where(stage => stage.FirstWriter >= from && stage.FirstWriter < to))
        {
            if (biases[stage.Index] is { } bias)
            {
                residual = Ops.Add(residual, bias);
            }
        }

        return residual;
    }
}

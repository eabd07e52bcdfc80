using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The two runs every patched run is made of: what each writer adds to the stream on the clean prompts, and what stands in
/// for it along a removed edge. Computed once; owns its tensors.
/// </summary>
public sealed class ReferenceRuns : IDisposable
{
    private readonly List<Tensor> _ablatedInputs = [];
    private readonly PositionMask? _positions;
    private bool _disposed;

    private ReferenceRuns(Graph graph, Sequence sequence, PositionMask? positions, Tensor answerIndex, int answers)
    {
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

    /// <summary>What each writer adds on the clean prompts, [writer, batch, position, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public required Tensor CleanOutputs
    {
        get => Live(field);
        init;
    }

    /// <summary>What stands in for it along a removed edge, [writer, batch, position, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public required Tensor AblatedOutputs
    {
        get => Live(field);
        init;
    }

    /// <summary>Rows of [batch * position] that are answer positions, int64 [batch * answer].</summary>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public Tensor AnswerIndex => Live(field);

    /// <summary>Number of answer positions of a prompt.</summary>
    public int AnswerCount { get; }

    /// <summary>Number of prompts.</summary>
    public int Batch => Sequence.Prompts.Count;

    /// <summary>Number of positions.</summary>
    public int Length => Sequence.Prompts.Length;

    /// <summary>What the readers of a stage read when every edge is removed, [batch, position, d_model].</summary>
    /// <exception cref="GraphException">The graph has no such stage.</exception>
    /// <exception cref="ObjectDisposedException">The runs are disposed.</exception>
    public Tensor AblatedInput(Stage stage)
    {
        SameGraph.Check(Graph, stage);
        return Live(_ablatedInputs[stage.Index]);
    }

    /// <summary>Runs the model on both sides of the prompts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="pairs">The prompts.</param>
    /// <param name="ablation">What replaces a writer's output along a removed edge.</param>
    /// <param name="biases">What becomes of an MLP's bias, b_out; without effect on ablations under which it cancels.</param>
    /// <exception cref="GraphException">The graph is of another architecture.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    /// <exception cref="PromptException">The prompts do not fit the model, or the graph splits positions into groups that they lack.</exception>
    public static ReferenceRuns Of(
        TransformerModel model,
        Graph graph,
        PromptPairs pairs,
        Ablation ablation,
        BiasConvention biases = BiasConvention.Stream
    )
    {
        SameGraph.CheckModel(graph, model);
        using var gradients = no_grad();
        var clean = Sequence.Of(pairs.Clean, model);
        var positions = PositionMask.Of(graph, pairs, model);
        using var scope = NewDisposeScope();
        var cleanOutputs = WriterOutputs(model, graph, clean);
        var ablated =
            ablation.ReplaceWritten(cleanOutputs, CorruptedOutputs, pairs, clean.Nothing)
            ?? WrittenOf(ablation, biases, model, graph, pairs, clean);
        if (biases == BiasConvention.Writer && !ablation.CancelsBiases)
        {
            TakeMlpBias(model, graph, ablated);
        }

        var runs = new ReferenceRuns(
            graph,
            clean,
            positions,
            AnswerRows(pairs).to(model.Device).DetachFromDisposeScope(),
            pairs.AnswerCount
        )
        {
            CleanOutputs = Split(positions, cleanOutputs).DetachFromDisposeScope(),
            AblatedOutputs = Split(positions, ablated.contiguous()).DetachFromDisposeScope(),
        };
        runs.SumAblatedInputs(model);
        return runs;

        Tensor CorruptedOutputs()
        {
            using var corrupted = Sequence.Of(pairs.Corrupted, model);
            return WriterOutputs(model, graph, corrupted);
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

    /// <summary>What nodes write, [node, row, position, d_model], writer by writer, [writer, row, position, d_model]; rows are [variant * batch].</summary>
    internal Tensor Split(Tensor outputs) => Split(_positions, outputs);

    /// <summary>What of its node's output is a writer's, [row, position, d_model]; rows are [variant * batch].</summary>
    /// <param name="writer">The writer, by index.</param>
    /// <param name="output">What its node writes, [row, position, d_model].</param>
    internal Tensor Part(int writer, Tensor output) =>
        _positions?.Part(writer % Graph.WritersPerNode, output) ?? output.alias();

    /// <summary>The same for an output at the answer positions, [variant, batch, answer, d_model].</summary>
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

    /// <summary>What each node adds to the stream in a plain run, [node, batch, position, d_model].</summary>
    private static Tensor WriterOutputs(TransformerModel model, Graph graph, Sequence sequence)
    {
        using var scope = NewDisposeScope();
        var a = model.Architecture;
        Tensor[] embeddings = model.EmbedPositions(sequence) is { } positions
            ? [model.EmbedTokens(sequence), positions]
            : [model.EmbedTokens(sequence)];
        var residual = embeddings.Aggregate(Ops.Add);
        List<Tensor> outputs = graph.SplitEmbedding ? [.. embeddings] : [residual];
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var w = model.Weights.Layers[layer];
            var input = residual.unsqueeze(0); // every head reads the same stream
            using var query = model.Query(layer, null, input);
            using var key = model.PerQueryHead(model.Key(layer, null, input));
            using var value = model.PerQueryHead(model.Value(layer, null, input));
            var heads = model.Attend(layer, null, query, key, value, sequence);
            outputs.AddRange(heads.unbind(0));
            var attention = heads.sum(dim: 0);
            if (w.b_O is not null)
            {
                attention = Ops.Add(attention, w.b_O);
            }

            if (a.AttentionOnly)
            {
                residual = Ops.Add(residual, attention);
                continue;
            }

            var mlp = model.Mlp(layer, a.ParallelBlock ? residual : Ops.Add(residual, attention));
            outputs.Add(mlp);
            residual = Ops.Add(Ops.Add(residual, attention), mlp);
            if (w.b_out is not null)
            {
                residual = Ops.Add(residual, w.b_out);
            }
        }

        return stack(outputs).MoveToOuterDisposeScope();
    }

    /// <summary>What replaces what each node writes, site by site and heads before W_O, [node, batch, position, d_model].</summary>
    private static Tensor WrittenOf(
        Ablation ablation,
        BiasConvention biases,
        TransformerModel model,
        Graph graph,
        PromptPairs pairs,
        Sequence clean
    )
    {
        using var scope = NewDisposeScope();
        using var run = FusedRun.Of(model, graph, clean);
        using var replaced = AblatedComponents.Of(ablation, biases, model, graph, pairs, run, clean.Nothing);
        var written = new List<Tensor>(replaced.Embeddings);
        for (var layer = 0; layer < replaced.Mixed.Count; layer++)
        {
            written.AddRange(model.HeadOutputs(layer, null, replaced.Mixed[layer].permute(2, 0, 1, 3)).unbind(0));
            if (replaced.Mlp.Count > 0)
            {
                var bias = model.Weights.Layers[layer].b_out;
                var mlp = replaced.Mlp[layer];
                written.Add(bias is null || biases == BiasConvention.Writer ? mlp : Ops.Add(mlp, bias.neg()));
            }
        }

        return stack(written).MoveToOuterDisposeScope();
    }

    /// <summary>Takes biases out of what nodes write, [node, batch, position, d_model].</summary>
    private static void TakeMlpBias(TransformerModel model, Graph graph, Tensor ablated)
    {
        foreach (var stage in graph.Stages.Where(stage => stage.Kind == StageKind.Mlp))
        {
            if (model.Weights.Layers[stage.Layer].b_out is { } bias)
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

    private void SumAblatedInputs(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
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
                upstream = AddBiases(model, upstream, summed, stage.WritersBefore);
                (residual, summed) = (upstream, stage.WritersBefore);
            }

            _ablatedInputs.Add(upstream.clone().DetachFromDisposeScope());
        }
    }

    /// <summary>Adds the biases of the stages whose writers are among these: they belong to the stream, whatever is kept.</summary>
    private Tensor AddBiases(TransformerModel model, Tensor residual, int from, int to)
    {
        foreach (var stage in Graph.Stages.Where(stage => stage.FirstWriter >= from && stage.FirstWriter < to))
        {
            var bias = stage.Kind switch
            {
                StageKind.Attention => model.Weights.Layers[stage.Layer].b_O,
                StageKind.Mlp => model.Weights.Layers[stage.Layer].b_out,
                _ => null,
            };
            if (bias is not null)
            {
                residual = Ops.Add(residual, bias);
            }
        }

        return residual;
    }
}

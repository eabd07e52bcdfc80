using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The residual stream of a plain run, which every reader reads whole, and a record of what each node writes and which bias
/// each stage adds. Tensors belong to the current dispose scope.
/// </summary>
/// <param name="graph">The graph whose numbers the forward pass uses.</param>
/// <param name="fold">How stages join the stream.</param>
/// <param name="sequence">The prompts.</param>
/// <param name="answers">Rows of [batch * position] that are answer positions, int64 [batch * answer].</param>
internal sealed class RecordingStream(Graph graph, StreamFold fold, Sequence sequence, Tensor answers)
    : ResidualStream(sequence)
{
    private readonly List<Tensor> _outputs = [];
    private readonly Tensor?[] _biases = new Tensor?[graph.Stages.Count];
    private Tensor? _residual;
    private int _stage;
    private int _nodes;

    /// <summary>The output of each node, [node, batch, position, d_model].</summary>
    public Tensor Outputs => cat(_outputs, 0);

    /// <summary>The bias that each stage added besides its nodes, whatever is kept, [d_model]; the model's.</summary>
    public IReadOnlyList<Tensor?> Biases => _biases;

    public override Tensor Read(int firstReader, int count)
    {
        var stage = graph.StageOfReader(firstReader);
        StreamChecks.Read(stage, firstReader, count, _nodes * graph.WritersPerNode);
        return _residual!.unsqueeze(0);
    }

    public override void Write(Tensor outputs, Tensor? bias = null)
    {
        StreamChecks.Write(graph, (_nodes + outputs.size(0)) * graph.WritersPerNode);
        while (_nodes * graph.WritersPerNode >= graph.Stages[_stage].FirstWriter + graph.Stages[_stage].WriterCount)
        {
            _stage++;
        }

        _outputs.Add(outputs);
        _biases[_stage] = bias;
        _nodes += (int)outputs.size(0);
        // Heads and their bias are one addition to the stream, as in a fused block; an MLP's bias is an addition of its own.
        var stage = graph.Stages[_stage];
        var isAttention = stage.Kind == StageKind.Attention;
        var joins = fold.Joins(stage);
        var added = isAttention ? outputs.sum(dim: 0) : outputs[0];
        if (bias is not null && (isAttention || joins))
        {
            (added, bias) = (Ops.Add(added, bias), null);
        }

        _residual =
            _residual is null ? added
            : joins ? fold.Join(stage, _residual, added)
            : Ops.Add(_residual, added);
        if (bias is not null)
        {
            _residual = Ops.Add(_residual, bias);
        }
    }

    public override Tensor ReadAnswers(int reader)
    {
        using var scope = NewDisposeScope();
        var (batch, width) = (Sequence.Prompts.Count, _residual!.size(-1));
        return Read(reader, 1)
            .view(1, -1, width)
            .index_select(1, answers)
            .view(1, batch, -1, width)
            .MoveToOuterDisposeScope();
    }
}

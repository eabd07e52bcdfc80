using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// From what writers write to what a reader reads, the one place that knows how. Where stages only add to the stream, that is one sum. Where norms stand
/// behind them, the stream is carried stage by stage, so that each reader has the norms of what it reads.
/// </summary>
internal sealed class StreamFold
{
    private readonly TransformerModel _model;
    private readonly IReadOnlyList<StreamPart> _parts;

    /// <param name="model">The model.</param>
    /// <param name="graph">The graph, which is of its architecture.</param>
    public StreamFold(TransformerModel model, Graph graph)
    {
        _model = model;
        var norm = graph.Architecture.Norm;
        IsSum = !norm.JoinsAttention && !norm.JoinsMlp;
        _parts = IsSum
            ? [new StreamPart(0, graph.Stages[0], 0, graph.Writers.Count)]
            :
            [
                .. graph
                    .Stages.Where(stage => stage.WriterCount > 0)
                    .Select((stage, index) => new StreamPart(index, stage, stage.FirstWriter, stage.WriterCount)),
            ];
    }

    /// <summary>Whether stages only add to the stream.</summary>
    public bool IsSum { get; }

    /// <summary>How many parts there are before the logits.</summary>
    public int Count => _parts.Count;

    /// <summary>The parts of the stream that the readers of a stage read, in order: all of their writers, or those of each stage.</summary>
    public IEnumerable<StreamPart> Before(Stage reading) =>
        IsSum
            ? [_parts[0] with { WriterCount = reading.WritersBefore }]
            : _parts.TakeWhile(part => part.FirstWriter < reading.WritersBefore);

    /// <summary>The part that a writer is in.</summary>
    public StreamPart PartOf(int writer) => _parts.Last(part => part.FirstWriter <= writer);

    /// <summary>What the readers of a stage read, [..., d_model]; of the current scope.</summary>
    /// <param name="reading">The stage.</param>
    /// <param name="sum">The sum of what the writers of a part write, as the readers see it, with the bias of its stage, [..., d_model].</param>
    public Tensor Of(Stage reading, Func<StreamPart, Tensor> sum)
    {
        if (IsSum)
        {
            return sum(Before(reading).Single());
        }

        using var scope = NewDisposeScope();
        Tensor? stream = null;
        foreach (var part in Before(reading))
        {
            using var own = sum(part);
            var joined = stream is null ? own.alias() : Join(part.Stage, stream, own);
            stream?.Dispose();
            stream = joined;
        }

        return stream!.MoveToOuterDisposeScope();
    }

    /// <summary>The stream behind a stage, [..., d_model].</summary>
    /// <param name="stage">The stage, which is an attention or an MLP.</param>
    /// <param name="stream">The stream in front of it, [..., d_model].</param>
    /// <param name="sum">What it puts out, [..., d_model].</param>
    public Tensor Join(Stage stage, Tensor stream, Tensor sum) =>
        stage.Kind == StageKind.Attention
            ? _model.JoinAttention(stage.Layer, stream, sum)
            : _model.JoinMlp(stage.Layer, stream, sum);

    /// <summary>Whether a stage joins the stream by more than adding to it.</summary>
    public bool Joins(Stage stage) =>
        stage.Kind switch
        {
            StageKind.Attention => _model.Architecture.Norm.JoinsAttention,
            StageKind.Mlp => _model.Architecture.Norm.JoinsMlp,
            _ => false,
        };
}

/// <summary>Writers in a row whose sum is a part of the stream.</summary>
/// <param name="Index">Its place among the parts.</param>
/// <param name="Stage">The stage of its writers; the first one where all are one part.</param>
/// <param name="FirstWriter">The first writer, by index.</param>
/// <param name="WriterCount">How many.</param>
internal sealed record StreamPart(int Index, Stage Stage, int FirstWriter, int WriterCount);

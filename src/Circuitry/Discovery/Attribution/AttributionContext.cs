using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The tensors that attributions of an experiment share: the clean run, the writers' differences and the loss. Its memory grows with
/// layers and not with heads. Owns its tensors.
/// </summary>
internal sealed class AttributionContext : IDisposable
{
    private readonly PromptPairs _prompts;
    private readonly Tensor _answers;
    private readonly Target _target;
    private readonly double _sign;

    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How to score.</param>
    /// <param name="prompts">Those of its prompts that this is about; null for all.</param>
    public AttributionContext(GraphExperiment experiment, ScoringOptions options, PromptPairs? prompts = null)
    {
        _prompts = prompts ?? experiment.Prompts;
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Experiment = experiment;
        Fold = new StreamFold(Model, Graph);
        TileSize = options.TileSize;
        Sequence = Sequence.Of(_prompts.Clean, Model);
        Clean = FusedRun.Of(Model, Component.Of(experiment.Units), Sequence);
        Positions = PositionMask.Of(Graph, _prompts, Model);
        Differences = WriterDifferences.Of(experiment, _prompts, Positions, Clean, Sequence.Nothing);
        _answers = ReferenceRuns.AnswerRows(_prompts).to(Model.Device).DetachFromDisposeScope();
        _target = Target.Of(_prompts, experiment.Metric, Logits(Clean.Residuals[^1], 1).squeeze(0));
        _sign = experiment.Metric.AsLoss(1) - experiment.Metric.AsLoss(0);
    }

    public GraphExperiment Experiment { get; }

    public Graph Graph => Experiment.Graph;

    public TransformerModel Model => Experiment.Transformer;

    /// <summary>Numbers that the largest tensor of a tile or batch may hold.</summary>
    public long TileSize { get; }

    /// <summary>The clean prompts.</summary>
    public Sequence Sequence { get; }

    /// <summary>The clean run.</summary>
    public FusedRun Clean { get; }

    /// <summary>The group of each position; null where positions are not split.</summary>
    public PositionMask? Positions { get; }

    /// <summary>The replacement of each writer's output minus its clean output.</summary>
    public WriterDifferences Differences { get; }

    /// <summary>How what writers write becomes what readers read.</summary>
    public StreamFold Fold { get; }

    /// <summary>The stages of a run one by one, where they do more than add to the stream; else null. The caller's.</summary>
    /// <param name="residuals">The stream in front of each block, [batch, position, d_model].</param>
    /// <param name="intervention">What the run has in place of a block's own; null for nothing.</param>
    public StageSums? Sums(IReadOnlyList<Tensor> residuals, BlockIntervention? intervention = null)
    {
        using var gradients = no_grad();
        return Fold.IsSum
            ? null
            : StageSums.Of(Model, Graph, Fold, residuals, Sequence, (tap, layer) => intervention?.Apply(tap, layer));
    }

    /// <summary>Number of [batch * position].</summary>
    public int Rows => Sequence.Prompts.Count * Sequence.Prompts.Length;

    /// <summary>The embedding between the ablated one at 0 and the clean one at 1, [batch, position, d_model].</summary>
    public Tensor Embedding(double at)
    {
        using var scope = NewDisposeScope();
        var embedding = Clean.Residuals[0];
        return Differences
            .Embeddings.Aggregate(embedding.alias(), (sum, next) => Ops.Add(sum, Ops.Scale(next, 1 - at)))
            .MoveToOuterDisposeScope();
    }

    /// <summary>The logits at the answer positions, [variant, batch, answer, d_vocab_out].</summary>
    /// <param name="residual">The final residual stream, [variant * batch, position, d_model].</param>
    /// <param name="variants">How many variants.</param>
    public Tensor Logits(Tensor residual, int variants)
    {
        using var scope = NewDisposeScope();
        var width = residual.size(-1);
        var stream = residual
            .reshape(variants, Rows, width)
            .index_select(1, _answers)
            .view(variants, Sequence.Prompts.Count, _prompts.AnswerCount, width);
        return Model.Unembed(stream).MoveToOuterDisposeScope();
    }

    /// <summary>The loss, the mean over prompts, of a final residual stream [variant * batch, position, d_model], [variant].</summary>
    public Tensor Loss(Tensor residual, int variants)
    {
        using var scope = NewDisposeScope();
        var metric = Experiment.Metric.Measure(Logits(residual, variants), _target).mean([-1]);
        return Ops.Scale(metric, _sign).MoveToOuterDisposeScope();
    }

    /// <summary>The estimated rise of the loss when an edge or a neuron is removed, by the gradient in one run, float64 [writer, reader] or [neuron].</summary>
    /// <param name="embedding">The stream in front of the first block, [batch, position, d_model]; null for the clean run's.</param>
    /// <param name="intervention">What the run puts in place of a block's own; null for nothing.</param>
    /// <param name="cancellation">Stops it.</param>
    public Tensor Score(Tensor? embedding, BlockIntervention? intervention, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var neurons = Experiment.Units as NeuronUnits;
        using var gradients = BlockGradients.Of(
            this,
            neurons is null ? EdgeContraction.Sites(this) : NeuronContraction.Sites(this),
            embedding,
            intervention
        );
        cancellation.ThrowIfCancellationRequested();
        return neurons is null
            ? EdgeContraction.Contract(this, gradients, intervention)
            : NeuronContraction.Contract(this, neurons, gradients);
    }

    public void Dispose()
    {
        Sequence.Dispose();
        Clean.Dispose();
        Differences.Dispose();
        Positions?.Dispose();
        _answers.Dispose();
        _target.Dispose();
    }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// Head importance score for pruning (Michel et al. 2019, as the baseline of "Towards Automated Circuit Discovery", equation
/// 4): the mean over prompts of <c>|(C(x) - C(x'))^T dF/dC(x)|</c>, for writers, for heads' queries, keys, values and MLPs, or for neurons.
/// </summary>
/// <remarks>
/// <para>
/// C(x) is what the node's hook holds on the clean prompt: <c>hook_q</c>, <c>hook_k</c> and <c>hook_v</c>, behind their projection;
/// a head's <c>hook_result</c>, without b_O; <c>hook_mlp_out</c>, with b_out; of embeddings the stream in front of the first block;
/// of neurons and value channels one number of <c>hook_post</c> and <c>hook_z</c> at each position.
/// One forward and one backward pass score every node.
/// </para>
/// <para>
/// C(x') is 0 with <see cref="ImportanceBaseline.Zero"/>, for writers as for components, as in the paper's program. With
/// <see cref="ImportanceBaseline.Ablated"/> it is, under interchange, what the hook holds on the corrupted prompt; under mean
/// ablation the mean of that over prompts (of queries and not of what they are projected from), by the data set's
/// <see cref="MeanAlignment"/>; under zero ablation 0, but b_out for an MLP whose bias stays in the stream
/// (<see cref="BiasConvention.Stream"/>).
/// </para>
/// </remarks>
[Algorithm(
    "HISP",
    "Scores every head and MLP, or every neuron (HISP; \"Towards Automated Circuit Discovery\", equation 4)",
    GradientAtClean = "use a metric of the answers such as LogitDifference"
)]
public sealed class HeadImportance : IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly HeadImportanceOptions _options;
    private readonly MaskUnits _units;
    private readonly MaskLayout _layout;

    /// <summary>Binds a scoring to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">The units have no importance, or the graph has no such units.</exception>
    /// <exception cref="UnsuitableMethodException">The metric is a <see cref="Divergence"/>, whose gradient is zero at the clean run.</exception>
    public HeadImportance(GraphExperiment experiment, HeadImportanceOptions? options = null)
    {
        options ??= new HeadImportanceOptions();
        Algorithm.Require<HeadImportance>(experiment);
        var graph = experiment.Graph;
        _experiment = experiment;
        _options = options;
        _units =
            options.Units
            ?? (
                experiment.Units is NeuronUnits ? MaskUnits.Neurons
                : graph is { SplitQueryKeyValue: true, PositionGroups.Count: 0 } ? MaskUnits.Components
                : MaskUnits.Writers
            );
        if (_units == MaskUnits.Edges)
        {
            throw new ArgumentException(
                "head importance scores nodes, and an edge through them; use MaskUnits.Writers or MaskUnits.Components",
                nameof(options)
            );
        }

        _layout = MaskLayout.Of(experiment.Units, _units);
        if (_units == MaskUnits.Components && !graph.SplitQueryKeyValue)
        {
            throw new ArgumentException(
                "queries, keys and values have importances of their own, and this graph merges their inputs; split them, or use MaskUnits.Writers",
                nameof(options)
            );
        }
    }

    /// <summary>The algorithm as it takes part in a comparison; an edge ranks by the lesser of its ends.</summary>
    /// <param name="options">How to score; null for the defaults.</param>
    public static Contender Contender(HeadImportanceOptions? options = null)
    {
        options ??= new HeadImportanceOptions();
        return Discovery.Contender.OfScoring<HeadImportance>(
            options,
            (experiment, _) => new OfUnits(new HeadImportance(experiment, options))
        );
    }

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) => Contender();

    static long IAlgorithm.Passes(GraphExperiment experiment) => 5;

    /// <summary>Scores every node.</summary>
    /// <exception cref="DegenerateScoresException">
    /// The metric has no slope where nothing is patched, though it is no <see cref="Divergence"/>, or every score is zero.
    /// </exception>
    /// <exception cref="MetricException">A score is not a number.</exception>
    public NodeScores Score()
    {
        using var scope = NewDisposeScope();
        using var activations = new NodeActivations(_experiment, Sites());
        if (activations.IsStationary)
        {
            throw new DegenerateScoresException(
                $"the {_experiment.Metric.Name} has no slope where nothing is patched, so that every importance is zero but for rounding; use a metric that is no distance from the clean run, such as LogitDifference"
            );
        }

        using var gradients = no_grad();
        (int Layer, double Score)[] scored =
        [
            .. _units switch
            {
                MaskUnits.Neurons => NeuronImportance.Scores(_experiment, Neurons, activations, _options.Baseline),
                MaskUnits.Writers => WriterScores(activations),
                _ => ComponentScores(activations),
            },
        ];
        if (scored.All(node => node.Score == 0))
        {
            throw new DegenerateScoresException(
                $"every importance under the {_experiment.Metric.Name} is zero: clean and ablated activations agree, or the metric does not depend on them; look at the prompts, or use ImportanceBaseline.Zero"
            );
        }

        return new NodeScores(_experiment, _layout, Normalized(scored), Method());
    }

    private NeuronUnits Neurons => (NeuronUnits)_experiment.Units;

    private IEnumerable<(HookSite Site, int Layer)> Sites() =>
        _units == MaskUnits.Neurons ? NeuronImportance.Sites(Neurons) : NodeSites();

    private IEnumerable<(HookSite Site, int Layer)> NodeSites() =>
        _experiment.Graph.Stages.SelectMany<Stage, (HookSite, int)>(stage =>
            stage.Kind switch
            {
                StageKind.Mlp => [(SumOf(stage), stage.Layer)],
                StageKind.Attention when _units == MaskUnits.Writers => [(SumOf(stage), stage.Layer)],
                StageKind.Attention =>
                [
                    (HookSite.Query, stage.Layer),
                    (HookSite.Key, stage.Layer),
                    (HookSite.Value, stage.Layer),
                ],
                _ => [],
            }
        );

    private HookSite SumOf(Stage stage) => HookSites.SumOf(stage.Kind, _experiment.Graph.Architecture);

    private IEnumerable<(int Layer, double Score)> WriterScores(NodeActivations activations) =>
        _experiment
            .Graph.Stages.Where(stage => stage.WriterCount > 0)
            .SelectMany(stage =>
            {
                // Whatever is added to the stream at one place has the slope of that place.
                var slope = activations.Gradient(SumOf(stage), Math.Max(0, stage.Layer));
                return Written(stage, activations, slope).Select(score => (stage.Layer, score));
            });

    private IEnumerable<(int Layer, double Score)> ComponentScores(NodeActivations activations)
    {
        using var corrupted = _experiment.Run(_experiment.Prompts.Corrupted);
        foreach (var stage in _experiment.Graph.Stages)
        {
            var layer = stage.Layer;
            if (stage.Kind == StageKind.Attention)
            {
                foreach (var site in new[] { HookSite.Query, HookSite.Key, HookSite.Value })
                {
                    foreach (var score in Projected(activations, corrupted, site, layer))
                    {
                        yield return (layer, score);
                    }
                }
            }
            else if (stage.Kind == StageKind.Mlp)
            {
                var slope = activations.Gradient(HookSite.MlpOutput, layer);
                yield return (layer, Written(stage, activations, slope)[0]);
            }
        }
    }

    /// <summary>The scores of what a stage's writers write, slope [batch, position, d_model].</summary>
    private double[] Written(Stage stage, NodeActivations activations, Tensor slope)
    {
        using var scope = NewDisposeScope();
        var runs = _experiment.Runs;
        var clean = runs.CleanOutputs.narrow(0, stage.FirstWriter, stage.WriterCount);
        var change = (_options.Baseline, stage.Kind) switch
        {
            // The hook holds the bias too, which is no part of what an MLP writes along an edge.
            (ImportanceBaseline.Zero, StageKind.Mlp) => runs.Split(
                activations.Value(HookSite.MlpOutput, stage.Layer).unsqueeze(0)
            ),
            (ImportanceBaseline.Zero, _) => clean,
            _ => clean - runs.AblatedOutputs.narrow(0, stage.FirstWriter, stage.WriterCount),
        };
        return Magnitudes(change, slope);
    }

    /// <summary>The scores of a layer's queries, keys or values.</summary>
    private double[] Projected(NodeActivations activations, Run corrupted, HookSite site, int layer)
    {
        using var scope = NewDisposeScope();
        var clean = activations.Value(site, layer);
        var change = clean;
        if (_options.Baseline == ImportanceBaseline.Ablated)
        {
            var replaced = _experiment.Ablation.Replace(
                new AblatedActivation(
                    _experiment.Transformer,
                    HookNames.Of(site, layer),
                    _experiment.Prompts,
                    () => clean.flatten(2),
                    () => corrupted.ReadWhole(site, layer).flatten(2),
                    _experiment.Runs.Sequence.Nothing
                )
            );
            change = Ops.Add(clean, replaced.expand_as(clean.flatten(2)).reshape(clean.shape).neg());
        }

        return Magnitudes(HeadsFirst(change), HeadsFirst(activations.Gradient(site, layer)));
    }

    /// <summary>[batch, position, head, d_head] as [head, batch, position, d_head].</summary>
    private static Tensor HeadsFirst(Tensor heads) => heads.permute(2, 0, 1, 3);

    /// <summary>The mean over prompts of |change . slope|, for change [node, batch, position, width].</summary>
    private double[] Magnitudes(Tensor change, Tensor slope)
    {
        using var scope = NewDisposeScope();
        return MetricValues.Each(_experiment.Metric, (change * slope).sum([-2, -1]).abs().mean([1]));
    }

    private double[] Normalized(IReadOnlyList<(int Layer, double Score)> scored)
    {
        var sizes = scored
            .GroupBy(node => node.Layer)
            .ToDictionary(layer => layer.Key, layer => Math.Sqrt(layer.Sum(node => node.Score * node.Score)));
        return
        [
            .. scored.Select(node =>
                _options.NormalizeByLayer ? node.Score / Math.Max(sizes[node.Layer], 1e-6) : node.Score
            ),
        ];
    }

    private CircuitMethod Method() =>
        new() { Name = "head importance", Settings = MethodSettings.Of(_options, ("units", _units)) };

    /// <summary>Importances as scores of the graph's units.</summary>
    private sealed class OfUnits(HeadImportance importance) : IUnitScoring
    {
        public UnitScores Score(IProgress<Progress>? progress, CancellationToken cancellation) =>
            importance.Score().ToUnits();
    }
}

using static TorchSharp.torch;

namespace Circuitry.Tests.Neurons;

/// <summary>Every method that scores or masks nodes does so neuron by neuron.</summary>
public sealed class NeuronScoreTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Experiments => NeuronExperiments.Names;

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Attribution_is_the_slope_of_the_loss_along_the_mask_of_each_neuron(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        using var scope = NewDisposeScope();
        var scores = new EdgeAttributionPatching(experiment).Score();
        // Central differences of the literal run.
        var random = new Random(5);
        foreach (var unit in Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < 0.2))
        {
            const double Step = 1e-5;
            var slope = (LossAt(unit, 1 - Step) - LossAt(unit, 1 + Step)) / (2 * Step);
            Assert.Equal(slope, scores.Values[unit], 1e-7);
        }

        Assert.Contains(scores.Values, score => Math.Abs(score) > 1e-3);

        double LossAt(int unit, double share)
        {
            var neuron = experiment.Units.NameOf(unit);
            using var logits = LiteralNeurons.Logits(experiment, other => other == neuron ? share : 1);
            return experiment.Metric.AsLoss(experiment.Metric.Measure(logits, experiment.Target).mean().item<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Attributions_of_a_writers_neurons_add_up_to_the_writers(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        using var nodes = new OfNodes(experiment);
        Func<GraphExperiment, IUnitScoring?>[] methods =
        [
            e => new EdgeAttributionPatching(e),
            e => Integrated(e, new ActivationPath()),
            e => Integrated(e, new MaskPath()),
            e => e.Ablation.EndsInCorruptedRun ? Integrated(e, new EmbeddingPath()) : null,
            e => e.Ablation.EndsInCorruptedRun ? new CleanCorrupted(e) : null,
        ];
        foreach (var method in methods)
        {
            if (method(experiment) is not { } scoring)
            {
                continue;
            }

            var (found, expected) = (scoring.Score(), method(nodes)!.Score());
            var units = (NeuronUnits)experiment.Units;
            Assert.All(
                expected.Values,
                (score, writer) =>
                    Assert.Equal(score, units.OfWriter(writer).Sum(neuron => found.Values[neuron]), Tolerance)
            );
            Assert.Contains(expected.Values, score => Math.Abs(score) > 1e-3);
        }

        static IntegratedGradients Integrated(GraphExperiment e, IntegrationPath path) =>
            new(e, new IntegratedGradientsOptions { Path = path, Rule = new GaussLegendreRule(3) });
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Exact_effects_are_what_the_literal_run_without_each_neuron_gives(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        var effects = new ExactEffects(experiment).Score();
        var full = experiment.Metric.AsLoss(experiment.Measure(UnitSet.All(experiment.Units)));
        var random = new Random(6);
        foreach (var unit in Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < 0.2))
        {
            var neuron = experiment.Units.NameOf(unit);
            using var logits = LiteralNeurons.Logits(experiment, other => other == neuron ? 0 : 1);
            var loss = experiment.Metric.AsLoss(
                experiment.Metric.Measure(logits, experiment.Target).mean().item<double>()
            );
            Assert.Equal(loss - full, effects.Values[unit], Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Importance_is_the_mean_over_prompts_of_the_masks_slope(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        using var scope = NewDisposeScope();
        var options = new HeadImportanceOptions { NormalizeByLayer = false };
        var scores = new HeadImportance(experiment, options).Score();
        // One mask for every prompt, and of each mask's run its own prompt alone.
        var prompts = experiment.Prompts.Count;
        var gates = ones(prompts, experiment.Units.Count, dtype: float64).requires_grad_();
        var own = experiment.Metric.Measure(experiment.Patching.Logits(gates), experiment.Target).diagonal().sum();
        var expected = Ops.CheckedGradients(own, [gates])[0].abs().mean([0]).data<double>().ToArray();
        Assert.Equal(Enumerable.Range(0, experiment.Units.Count).Select(experiment.Units.NameOf), scores.Names);
        Assert.All(scores.Values, (score, unit) => Assert.Equal(expected[unit], score, Tolerance));
        var circuit = scores.CircuitOf(7);
        Assert.Equal(7, circuit.Kept.Count());
        Assert.Equal(
            scores.Ranking.Take(7).Select(unit => scores.Names[unit]).Order(StringComparer.Ordinal),
            circuit.Kept.Select(unit => unit.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Importance_from_zero_takes_the_whole_activation()
    {
        using var experiment = NeuronExperiments.Load("grouped, zero");
        var options = new HeadImportanceOptions { NormalizeByLayer = false };
        var (ablated, zero) = (
            new HeadImportance(experiment, options).Score(),
            new HeadImportance(experiment, options with { Baseline = ImportanceBaseline.Zero }).Score()
        );
        // Zero ablation replaces a neuron by zero.
        Assert.All(zero.Values, (score, unit) => Assert.Equal(ablated.Values[unit], score, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void A_mask_has_a_gate_for_every_neuron_and_keeps_what_the_price_allows(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        LearnedMask Trained(double lambda) =>
            new SubnetworkProbing(experiment, new SubnetworkProbingOptions { Lambda = lambda, Steps = 30 }).Train();
        var (free, dear) = (Trained(0), Trained(1000));
        Assert.Equal(experiment.Units.Count, free.Probabilities.Count);
        Assert.Equal("neurons", Assert.Single(free.Sparsity).Gates);
        Assert.True(dear.Circuit.Kept.Count() < free.Circuit.Kept.Count());
        Assert.Equal("Neurons", free.Circuit.Provenance.Method.Settings["units"]);
    }

    [Fact]
    public void Gates_of_other_units_are_refused()
    {
        using var neurons = NeuronExperiments.Load("serial");
        using var nodes = new OfNodes(neurons);
        foreach (var units in new[] { MaskUnits.Edges, MaskUnits.Writers, MaskUnits.Components })
        {
            var options = new SubnetworkProbingOptions { Lambda = 1, Units = units };
            var refused = Assert.Throws<ArgumentException>(() => new SubnetworkProbing(neurons, options));
            Assert.Contains("MaskUnits.Neurons", refused.Message, StringComparison.Ordinal);
        }

        var ofNeurons = new SubnetworkProbingOptions { Lambda = 1, Units = MaskUnits.Neurons };
        var refusedNodes = Assert.Throws<ArgumentException>(() => new SubnetworkProbing(nodes, ofNeurons));
        Assert.Contains("MaskUnits.Writers", refusedNodes.Message, StringComparison.Ordinal);
    }

    /// <summary>An experiment on neurons with the writers as units.</summary>
    private sealed class OfNodes(GraphExperiment neurons)
        : GraphExperiment(
            neurons.Declaration,
            new NodeUnits(neurons.Graph.Architecture, neurons.Graph.SplitEmbedding, neurons.Graph.PositionGroups),
            neurons.Transformer,
            neurons.Prompts,
            neurons.Metric,
            neurons.Ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => neurons.Forward(stream);
    }
}

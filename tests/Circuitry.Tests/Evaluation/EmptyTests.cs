using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>Circuits without units, single prompts and the smallest models: right results, or refused by name.</summary>
public sealed class EmptyTests
{
    public static TheoryData<Granularity> Granularities => [Granularity.Edge, Granularity.Node];

    [Theory]
    [MemberData(nameof(Granularities))]
    public void An_empty_circuit_is_evaluated_like_any_other(Granularity granularity)
    {
        using var experiment = Experiment(granularity);
        var none = UnitSet.None(experiment.Units);
        var bootstrap = new Bootstrap { Resamples = 20 };
        var evaluator = new Evaluator(experiment, bootstrap);
        var minimality = evaluator.Minimality(none);
        Assert.Empty(minimality.Effects);
        Assert.Empty(minimality.Redundant(1));
        Assert.Equal("no units\n", minimality.ToString());

        var evaluation = CircuitEvaluation.Of(experiment, none, bootstrap, draws: 3);
        Assert.Equal(0, evaluation.Circuit.Kept);
        Assert.Equal(0, evaluation.Circuit.Faithfulness.Value);
        Assert.Equal(1, evaluation.Complement.Faithfulness.Value, 1e-12);
        Assert.Empty(evaluation.Minimality.Effects);
        Assert.Equal([0, 0, 0], evaluation.Random.Random);
        Assert.Equal(3, evaluation.Random.AtLeastAsFaithful);
        Assert.Equal(1, evaluation.Random.Chance);
        Assert.Contains("loss without each unit\nno units\n", evaluation.ToString(), StringComparison.Ordinal);
        Assert.Equal(experiment.Prompts.Count, evaluation.Agreement.Prompts);
    }

    [Fact]
    public void Minimality_of_nothing_keeps_no_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("minimality.safetensors");
        Assert.Empty(new Evaluator(Gate.Or(1, 3)).Minimality(Gate.Edges(), checkpoint: path).Effects);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [MemberData(nameof(Granularities))]
    public void A_search_that_keeps_nothing_has_a_circuit_that_every_report_shows(Granularity granularity)
    {
        using var folder = new TemporaryFolder();
        using var experiment = Experiment(granularity);
        var circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = 1e6 }).Discover();
        Assert.Empty(circuit.Kept);
        Assert.Empty(circuit.Writers());
        Assert.NotEmpty(circuit.Removed);
        Assert.Equal(0, circuit.Measure.Faithfulness, 1e-10);
        Assert.Equal("unit  score\n", CircuitText.Table(circuit));
        Assert.Equal("logits\n", CircuitText.Tree(circuit));
        Assert.Contains(
            FormattableString.Invariant($"0 of {circuit.Units.Count} "),
            CircuitText.Summary(circuit),
            StringComparison.Ordinal
        );
        Assert.Contains("\"logits\"", CircuitDot.ToText(circuit), StringComparison.Ordinal);
        var path = folder.File("circuit.json");
        CircuitJson.Write(circuit, path);
        Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(CircuitJson.Read(path)));
        CircuitText.Write(circuit, folder.File("circuit.txt"));
        CircuitDot.Write(circuit, folder.File("circuit.dot"));

        var comparison = CircuitComparison.Of(circuit, circuit);
        Assert.Equal(1, comparison.Jaccard);
        Assert.Equal(1, comparison.ScoreCorrelation, 1e-12);
        Assert.Equal(0, new UnitStability(circuit.Units, [circuit, circuit]).Shares.Sum());
        Assert.Equal(1, new UnitStability(circuit.Units, [circuit, circuit]).MeanJaccard);
        var recovery = Recovery.Of(circuit, circuit);
        Assert.True(double.IsNaN(recovery.Nodes.Precision));
        Assert.Contains("precision undefined", recovery.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Granularities))]
    public void Rules_that_take_nothing_make_circuits_of_nothing(Granularity granularity)
    {
        using var experiment = Experiment(granularity);
        var scores = Gate.Scores(experiment.Units, new double[experiment.Units.Count]);
        Selection[] rules =
        [
            new TopUnits(0),
            new TopUnits(0) { Prune = false },
            new ScoreThreshold(double.PositiveInfinity),
            new TargetSize(0),
            .. granularity == Granularity.Edge ? [new GreedyFromLogits(0)] : Array.Empty<Selection>(),
        ];
        foreach (var rule in rules)
        {
            var circuit = rule.Select(experiment, scores);
            Assert.Empty(circuit.Kept);
            Assert.Equal(circuit.Measure.Empty, circuit.Measure.Circuit);
        }

        Assert.Equal(0, experiment.Units.WithoutDangling(UnitSet.None(experiment.Units)).Count);
    }

    [Theory]
    [MemberData(nameof(Granularities))]
    public void The_smallest_model_and_one_prompt_go_through_every_method(Granularity granularity)
    {
        var weights = TransformerWeights.Random(TinyModel.Declared, seed: 3, TorchSharp.torch.ScalarType.Float64);
        using var model = TinyModel.From(weights);
        var one = PromptPairs.Of([PromptPair.AtLastPosition([1], [2], 3, 4)]);
        using GraphExperiment experiment =
            granularity == Granularity.Edge ? TinyEdges.From(model, one) : TinyNodes.From(model, one);
        Assert.Equal(2, experiment.Graph.Writers.Count);
        Assert.NotEqual(
            experiment.Measure(EdgeSet.All(experiment.Graph)),
            experiment.Measure(EdgeSet.None(experiment.Graph))
        );
        var bootstrap = new Bootstrap { Resamples = 10 };
        var pruning = new EdgePruningOptions
        {
            TargetSparsity = 0.5,
            Steps = 5,
            WarmupSteps = 1,
        };
        var contenders = AlgorithmComparison
            .Suitable(experiment)
            .Select(contender =>
                contender.Algorithm switch
                {
                    nameof(EdgePruning) => EdgePruning.Contender([0.5], pruning),
                    nameof(SubnetworkProbing) => SubnetworkProbing.Contender(
                        [1],
                        new SubnetworkProbingOptions { Lambda = 1, Steps = 5 }
                    ),
                    _ => contender,
                }
            );
        var comparison = new AlgorithmComparison(
            experiment,
            new ComparisonOptions { Contenders = [.. contenders], Bootstrap = bootstrap }
        ).Run();
        Assert.Equal(Algorithm.Of(experiment).Count, comparison.Entries.Count);
        Assert.All(comparison.Entries, entry => Assert.Null(entry.Failure));
        Assert.NotEmpty(ComparisonText.Table(comparison));

        var all = UnitSet.All(experiment.Units);
        var evaluation = CircuitEvaluation.Of(experiment, all, bootstrap, draws: 1);
        Assert.Equal(1, evaluation.Circuit.Faithfulness.Value);
        Assert.Equal(experiment.Units.Count, evaluation.Minimality.Effects.Count);
        Assert.Equal(1, evaluation.Agreement.Overall.Value);
    }

    [Fact]
    public void Nothing_to_sweep_over_is_a_curve_of_its_ends_or_refused()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var truth = UnitSet.Of(experiment.Units, [0]);
        var sweep = Sweep.Run("threshold", [], truth, (_, _) => throw new NotSupportedException());
        Assert.Empty(sweep.Points);
        Assert.True(sweep.IsFinished);
        Assert.Equal(2, sweep.EdgeCurve.Points.Count);
        Assert.Equal(0, sweep.EdgeCurve.PessimisticArea);
        Assert.Equal("", sweep.ToString());
        Assert.Equal(2, Sweep.Of([], truth).NodeCurve.Points.Count);
        Assert.Throws<ArgumentException>(() => new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = [] }));
    }

    [Fact]
    public void A_comparison_of_no_algorithms_is_an_empty_table()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var comparison = new AlgorithmComparison(experiment, new ComparisonOptions { Contenders = [] }).Run();
        Assert.Empty(comparison.Entries);
        Assert.StartsWith("algorithm  CPR", ComparisonText.Table(comparison), StringComparison.Ordinal);
        Assert.Contains("\"algorithms\": []", ComparisonJson.ToText(comparison), StringComparison.Ordinal);

        // One without settings of its own has no points, and finds nothing where a truth is known.
        var without = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = [SubnetworkProbing.Contender([])],
                Truth = UnitSet.Of(experiment.Units, [0]),
            }
        ).Run();
        Assert.Empty(without.Entries[0].Points);
        Assert.Equal(0, without.Entries[0].EdgeRecovery!.PessimisticArea);
        Assert.Contains("SP", ComparisonText.Table(without), StringComparison.Ordinal);
    }

    private static GraphExperiment Experiment(Granularity granularity) =>
        granularity == Granularity.Edge ? SmallEdges.From(Small.Model()) : SmallNodes.From(Small.Model());
}

/// <summary>One block of one head.</summary>
[Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 6)]
public sealed partial class TinyModel;

[Experiment, Model<TinyModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class TinyEdges;

[Experiment, Model<TinyModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class TinyNodes;

using Circuitry.Tests.Masks;

namespace Circuitry.Tests.Neurons;

/// <summary>Neurons are compared, evaluated and resumed as edges and nodes are.</summary>
public sealed class NeuronEvaluationTests
{
    [Fact]
    public void Algorithms_that_suit_neurons_are_compared()
    {
        using var experiment = NeuronExperiments.Load("serial");
        string[] suitable = [.. AlgorithmComparison.Suitable(experiment).Select(contender => contender.Name)];
        Assert.All(
            ["EAP", "EAP-IG(5)", "HISP", "SP", "clean-corrupted", "exact"],
            name => Assert.Contains(name, suitable)
        );
        Assert.DoesNotContain("ACDC", suitable);
        var options = new ComparisonOptions
        {
            Contenders =
            [
                EdgeAttributionPatching.Contender(),
                HeadImportance.Contender(),
                SubnetworkProbing.Contender([0.01, 1], new SubnetworkProbingOptions { Lambda = 0, Steps = 10 }),
            ],
        };
        var comparison = new AlgorithmComparison(experiment, options).Run();
        Assert.Equal(["EAP", "HISP", "SP"], comparison.Entries.Select(entry => entry.Name));
        Assert.All(comparison.Entries, entry => Assert.Null(entry.Failure));
        Assert.All(comparison.Entries, entry => Assert.NotEmpty(entry.Points));
    }

    [Fact]
    public void A_curve_ends_at_the_full_model()
    {
        using var experiment = NeuronExperiments.Load("parallel, mean, split positions");
        var scores = new EdgeAttributionPatching(experiment).Score();
        var evaluator = new Evaluator(experiment);
        var curve = evaluator.Curve(scores, shares: [0.1, 0.5, 1]);
        Assert.Equal(1, curve.Points[^1].Faithfulness.Value, 1e-9);
        Assert.Equal(evaluator.Full, evaluator.Measure(UnitSet.All(experiment.Units)).Metric.Value, 1e-12);
    }

    [Fact]
    public void A_scoring_that_was_cut_short_ends_in_the_same_bits()
    {
        using var experiment = NeuronExperiments.Load("serial");
        var whole = new ExactEffects(experiment).Score().Values;
        var folder = Directory.CreateTempSubdirectory("circuitry-neurons-").FullName;
        try
        {
            var options = new ScoringOptions { Checkpoint = Path.Combine(folder, "exact") };
            using var cancellation = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() =>
                new ExactEffects(experiment, options).Score(
                    new Listener(_ => cancellation.Cancel()),
                    cancellation.Token
                )
            );
            Assert.True(File.Exists(options.Checkpoint));
            Assert.Equal(whole, new ExactEffects(experiment, options).Score().Values);
            // A checkpoint of neurons is of no other units.
            using var nodes = SerialNodes.From(SmallModels.Make<Serial>());
            Assert.Throws<CheckpointException>(() => new ExactEffects(nodes, options).Score());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

namespace Circuitry.Tests;

/// <summary>Predictions decide which tests run together, and nothing else.</summary>
public sealed class AcdcPredictionTests
{
    private static readonly double[] Thresholds = [0.003, 0.1];

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void Whatever_is_predicted_the_decisions_are_the_same(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var threshold in Thresholds)
        {
            foreach (var rule in name == "serial edges" ? Enum.GetValues<AcdcRule>() : [AcdcRule.Signed])
            {
                var options = new AcdcOptions { Threshold = threshold, Rule = rule };
                var (expected, circuit, _) = Run(experiment, options);
                var right = Scores(experiment, unit => Effect(circuit, unit));
                var noise = new Random(1);
                foreach (
                    var predictions in new[]
                    {
                        right,
                        Scores(experiment, unit => threshold - right.Values[unit]),
                        Scores(experiment, _ => noise.NextDouble() * 2 * threshold),
                        Scores(experiment, _ => double.PositiveInfinity),
                    }
                )
                {
                    var (steps, found, _) = Run(experiment, options with { Predictions = predictions });
                    Assert.Equal(Decisions(expected), Decisions(steps));
                    Assert.All(expected.Zip(steps), pair => Assert.Equal(pair.First.After, pair.Second.After, 1e-9));
                    Assert.Equal(circuit.Kept.Select(unit => unit.Name), found.Kept.Select(unit => unit.Name));
                    Assert.Equal(circuit.Provenance.Method.Settings, found.Provenance.Method.Settings);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void Right_predictions_save_rounds_and_waste_nothing(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var options = new AcdcOptions { Threshold = 0.003 };
        var (steps, circuit, without) = Run(experiment, options);
        Assert.True(steps.Count(step => step.Kept) > 8, "little stays, so that there is little to predict");

        var (_, _, with) = Run(
            experiment,
            options with
            {
                Predictions = Scores(experiment, unit => Effect(circuit, unit)),
            }
        );

        Assert.Equal(with["tested"], with["evaluated"]);
        Assert.True(without["evaluated"] > without["tested"]);
        Assert.True(2 * with["rounds"] < without["rounds"], $"{with["rounds"]} rounds instead of {without["rounds"]}");
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void Wrong_predictions_are_soon_no_longer_followed(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var options = new AcdcOptions { Threshold = 1 };
        var (_, circuit, without) = Run(experiment, options);
        Assert.True(without["kept"] < without["tested"] / 4, "much stays, so that the predictions are not all wrong");

        var all = options with { Predictions = Scores(experiment, _ => double.PositiveInfinity) };
        var (_, _, with) = Run(experiment, all);

        Assert.InRange(with["rounds"]!.Value, 1, without["rounds"]!.Value + 8);
    }

    [Theory]
    [InlineData("serial edges")]
    [InlineData("grouped nodes")]
    public void A_resumed_search_with_predictions_ends_in_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var noise = new Random(2);
        var options = new AcdcOptions
        {
            Threshold = 0.01,
            Predictions = Scores(experiment, _ => noise.NextDouble() * 0.02),
        };
        var whole = CircuitJson.ToText(new AcdcSearch(experiment, options).Discover());
        var resumable = options with { Checkpoint = folder.File("search.safetensors") };
        for (var cut = 1; cut < 5; cut++)
        {
            using var stop = new CancellationTokenSource();
            var once = new Listener(_ => stop.Cancel());
            Assert.Throws<OperationCanceledException>(() =>
                new AcdcSearch(experiment, resumable).Discover(once, cancellation: stop.Token)
            );
        }

        var others = resumable with { Predictions = Scores(experiment, _ => 0) };
        Assert.Throws<CheckpointException>(() => new AcdcSearch(experiment, others).Discover());
        Assert.Equal(whole, CircuitJson.ToText(new AcdcSearch(experiment, resumable).Discover()));
    }

    [Fact]
    public void Predictions_of_another_graph_are_refused()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        using var other = SmallExperiments.Load("serial merged");
        var options = new AcdcOptions { Threshold = 0.1, Predictions = Scores(other, _ => 0) };
        Assert.Throws<UnitsException>(() => new AcdcSearch(experiment, options));
    }

    private static (List<AcdcStep> Steps, Circuit Circuit, Progress Last) Run(
        GraphExperiment experiment,
        AcdcOptions options
    )
    {
        var steps = new List<AcdcStep>();
        var reports = new Listener();
        var circuit = new AcdcSearch(experiment, options).Discover(reports, steps.Add);
        return (steps, circuit, reports.Last);
    }

    private static IEnumerable<(string Unit, bool Kept)> Decisions(IEnumerable<AcdcStep> steps) =>
        steps.Select(step => (step.Unit, step.Kept));

    private static double Effect(Circuit circuit, int unit) =>
        circuit.Kept.Concat(circuit.Removed).FirstOrDefault(scored => scored.Index == unit).Score;

    private static UnitScores Scores(GraphExperiment experiment, Func<int, double> score) =>
        new(
            experiment.Units,
            [.. Enumerable.Range(0, experiment.Units.Count).Select(score)],
            new CircuitMethod { Name = "given", Settings = new Dictionary<string, string>() }
        );
}

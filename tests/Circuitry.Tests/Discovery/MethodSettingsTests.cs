namespace Circuitry.Tests;

/// <summary>An option is written once, as a property: its name and value in results follow from it.</summary>
public sealed class MethodSettingsTests
{
    [Fact]
    public void Edge_prunings_settings_are_its_options()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var options = new EdgePruningOptions
        {
            TargetSparsity = 0.5,
            Steps = 2,
            WarmupSteps = 1,
            LearningRateSchedule = MaskSchedule.Warmup,
            Checkpoint = null,
        };
        Assert.Equal(
            [
                "initial_logit: 3",
                "initial_spread: 0.01",
                "learning_rate: 0.03",
                "learning_rate_schedule: 0 to 1 between 0 and 0.1",
                "multiplier_learning_rate: 0.03",
                "seed: 0",
                "steps: 2",
                "target_sparsity: 0.5",
                "target_writer_sparsity: none",
                "warmup_steps: 1",
            ],
            Lines(MethodSettings.Of(options))
        );
        var written = new EdgePruning(experiment, options).Discover().Provenance.Method.Settings;
        Assert.All(MethodSettings.Of(options), setting => Assert.Equal(setting.Value, written[setting.Key]));
    }

    [Fact]
    public void What_a_training_was_stopped_by_is_among_its_settings()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var options = new SubnetworkProbingOptions
        {
            Lambda = 0.25,
            Steps = 1,
            Patience = 7,
        };
        var settings = new SubnetworkProbing(experiment, options).Discover().Provenance.Method.Settings;
        Assert.Equal("7", settings["patience"]);
        Assert.Equal("0.0001", settings["least_improvement"]);
        Assert.Equal("Edges", settings["units"]);
        Assert.Equal("1", settings["steps_taken"]);
    }

    [Fact]
    public void A_search_of_ACDC_has_the_settings_that_decide_what_it_finds_whatever_ran_it()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        string[] expected = ["order: heads descending", "paper_mode: false", "rule: Signed", "threshold: 0.1"];
        var predictions = new ExactEffects(experiment).Score();
        var alone = new AcdcSearch(
            experiment,
            new AcdcOptions { Threshold = 0.1, Predictions = predictions }
        ).Discover();
        var swept = new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = [0.1] }).Discover()[0].Circuit!;
        Assert.Equal(
            expected,
            Lines(alone.Provenance.Method.Settings).Where(line => !line.StartsWith("tested", StringComparison.Ordinal))
        );
        Assert.Equal(Lines(alone.Provenance.Method.Settings), Lines(swept.Provenance.Method.Settings));
    }

    [Fact]
    public void What_is_found_takes_an_options_place_and_null_leaves_it_out() =>
        Assert.Equal(
            ["added: true", "tile_size: 9"],
            Lines(
                MethodSettings.Of(
                    new IntegratedGradientsOptions { Rule = new MidpointRule(1) },
                    ("tile_size", 9),
                    ("rule", null),
                    ("path", null),
                    ("added", true)
                )
            )
        );

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string> settings) =>
        settings.Select(setting => $"{setting.Key}: {setting.Value}");
}

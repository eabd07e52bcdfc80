using System.Globalization;

namespace Circuitry.Tests;

/// <summary>Circuits of at most so many units.</summary>
public sealed class AcdcTargetSizeTests
{
    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void The_circuit_fits_and_is_the_one_of_its_threshold(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var most in new[] { 0, 2, experiment.Units.Count / 3, experiment.Units.Count })
        {
            var circuit = Discover(experiment, most);
            var settings = circuit.Provenance.Method.Settings;
            var threshold = double.Parse(settings["threshold"], CultureInfo.InvariantCulture);
            var alone = new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold }).Discover();

            Assert.InRange(circuit.Kept.Count, 0, most);
            Assert.Equal(alone.Units, circuit.Units);
            Assert.Equal(alone.Removed, circuit.Removed);
            Assert.Equal(alone.Measure, circuit.Measure);
            Assert.Equal($"{most}", settings["most"]);
            var sizes = Sizes(settings);
            Assert.Equal(circuit.Kept.Count, sizes[threshold]);
            Assert.Equal(circuit.Kept.Count, sizes.Values.Where(size => size <= most).Max());
        }
    }

    [Theory]
    [InlineData("serial edges")]
    [InlineData("parallel edges")]
    public void A_closed_bracket_leaves_no_threshold_untried(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var closed = 0;
        for (var most = 1; most < experiment.Units.Count; most += 10)
        {
            var settings = Discover(experiment, most).Provenance.Method.Settings;
            if (settings["bracket"] != "closed")
            {
                continue;
            }

            closed++;
            var threshold = double.Parse(settings["threshold"], CultureInfo.InvariantCulture);
            var (tooLarge, fits) = (Run(Sizes(settings).Keys.Last(tried => tried < threshold)), Run(threshold));
            Assert.True(tooLarge.Circuit!.Kept.Count > most);
            Assert.True(tooLarge.UpTo >= fits.Above);
        }

        Assert.True(closed > 0, "no bracket is closed");

        AcdcRun Run(double threshold) =>
            new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = [threshold] }).Discover()[0];
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void A_resumed_search_ends_in_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var whole = CircuitJson.ToText(Discover(experiment, 9));
        var path = folder.File("size.safetensors");
        string? resumed = null;
        while (resumed is null)
        {
            using var again = SmallExperiments.Load(name);
            using var stop = new CancellationTokenSource();
            var seen = 0;
            var count = new Listener(_ =>
            {
                if (++seen == 60)
                {
                    stop.Cancel();
                }
            });
            var options = new AcdcTargetSizeOptions { Most = 9, Checkpoint = path };
            try
            {
                resumed = CircuitJson.ToText(new AcdcTargetSize(again, options).Discover(count, stop.Token));
            }
            catch (OperationCanceledException)
            {
                Assert.True(File.Exists(path));
            }
        }

        Assert.Equal(whole, resumed);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Units_that_stay_at_every_threshold_are_told()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var units = experiment.Units;
        var bracket = new AcdcBracket(new AcdcTargetSizeOptions { Most = 5 });
        var schedule = AcdcSchedule.Of(EdgeGroupUnits.Of(units), AcdcOrder.HeadsDescending, paperMode: false);
        var next = bracket.First(gap: double.PositiveInfinity);
        var error = Assert.Throws<SelectionException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                // Nothing went, so that every unit stays.
                bracket.Take(next, [new AcdcBranch(schedule, [.. next], new AcdcState(units, 0))]);
                next = bracket.Next();
            }
        });

        Assert.Contains($"{units.Count} units stay at every threshold", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        foreach (
            var options in new[]
            {
                new AcdcTargetSizeOptions { Most = -1 },
                new AcdcTargetSizeOptions { Most = 1, Rounds = -1 },
                new AcdcTargetSizeOptions { Most = 1, ThresholdsPerRound = 0 },
            }
        )
        {
            Assert.Contains(
                "or more",
                Assert.Throws<ArgumentException>(() => new AcdcTargetSize(experiment, options)).Message,
                StringComparison.Ordinal
            );
        }
    }

    private static Circuit Discover(GraphExperiment experiment, int most) =>
        new AcdcTargetSize(experiment, new AcdcTargetSizeOptions { Most = most }).Discover();

    private static SortedList<double, int> Sizes(IReadOnlyDictionary<string, string> settings) =>
        new(
            settings["sizes"]
                .Split("; ")
                .Select(pair => pair.Split(": "))
                .ToDictionary(
                    pair => double.Parse(pair[0], CultureInfo.InvariantCulture),
                    pair => int.Parse(pair[1], CultureInfo.InvariantCulture)
                )
        );
}

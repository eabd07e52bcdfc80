using Circuitry.Testing;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// The fast search makes the slow oracle's decisions, test by test, in float64; metrics agree within 1e-9.
/// </summary>
public sealed class AcdcLawTests
{
    public static TheoryData<string, string, ShippedAblation> Cases()
    {
        var data = new TheoryData<string, string, ShippedAblation>();
        foreach (
            var (name, metrics) in new[]
            {
                ("sort", new[] { "kl", "logit difference" }),
                ("sort merged", ["kl"]),
                ("sort nodes", ["kl"]),
                ("sort positions", ["kl"]),
                ("names", ["kl", "logit difference"]),
                ("names nodes", ["logit difference"]),
                ("names position nodes", ["kl"]),
                ("stories", ["kl", "logit difference"]),
                ("stories merged", ["logit difference"]),
                ("stories nodes", ["kl"]),
            }
        )
        {
            foreach (var metric in metrics)
            {
                foreach (var ablation in Enum.GetValues<ShippedAblation>())
                {
                    data.Add(name, metric, ablation);
                }
            }
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_fast_search_makes_the_decisions_of_the_slow_one(
        string name,
        string metric,
        ShippedAblation ablation
    )
    {
        using var experiment = new Variation(
            Declared.Load(name, float64),
            ablation,
            metric == "kl" ? new KlDivergence() : new LogitDifference()
        );
        foreach (var threshold in new[] { 0.003, 0.03, 0.1, 0.5 })
        {
            var slow = SequentialAcdc.Run(experiment, threshold);
            var fast = new List<AcdcStep>();
            var circuit = experiment.Acdc(new AcdcOptions { Threshold = threshold }).Discover(trace: fast.Add);
            for (var i = 0; i < Math.Min(slow.Count, fast.Count); i++)
            {
                var same =
                    slow[i].Unit == fast[i].Unit
                    && slow[i].Kept == fast[i].Kept
                    && Math.Abs(slow[i].After - fast[i].After) < 1e-9;
                Assert.True(
                    same,
                    FormattableString.Invariant($"threshold {threshold}, test {i}: {fast[i]} instead of {slow[i]}")
                );
            }

            Assert.Equal(slow.Count, fast.Count);
            Assert.Equal(
                slow.Where(step => step.Kept).Select(step => step.Unit).Order(),
                circuit.Kept.Select(unit => unit.Name).Order()
            );
            Assert.Equal(experiment.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit, 1e-9);
        }
    }
}

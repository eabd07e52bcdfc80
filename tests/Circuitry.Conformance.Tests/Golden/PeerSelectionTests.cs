using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// The circuits that EAP-IG's own program makes of its scores, and what it measures of them under interchange, in float64;
/// metrics agree within <see cref="Tolerance"/>; worst seen 4e-15.
/// </summary>
public sealed class PeerSelectionTests
{
    private const double Tolerance = 1e-9;

    [SkippableTheory]
    [InlineData("sort", "mingpt-sort", 24)]
    [InlineData("names", "makemore-names", 27)]
    public void The_strongest_units_pruned_are_the_programs_circuits_and_measure_the_same(
        string name,
        string model,
        int circuits
    )
    {
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", "peers", $"{model}.eapig.json"))
        );
        using var difference = new Variation(Declared.Load(name, float64), Ablation.Interchange, new LogitDifference());
        using var divergence = new Variation(Declared.Load(name, float64), Ablation.Interchange, new KlDivergence());
        var compared = 0;
        foreach (
            var golden in json
                .RootElement.GetProperty("circuits")
                .EnumerateArray()
                .Where(circuit =>
                    Text(circuit, "evaluated_with") == "patching"
                    && Text(circuit, "scores").EndsWith("float64", StringComparison.Ordinal)
                )
        )
        {
            var scores = json.RootElement.GetProperty("scores").GetProperty(Text(golden, "scores"));
            var units = new TopUnits(golden.GetProperty("asked").GetInt32()).Choose(Read(difference.Units, scores));
            Assert.Equal(golden.GetProperty("edges").GetInt32(), units.Count);
            if (golden.GetProperty("kept") is { ValueKind: JsonValueKind.Array } kept)
            {
                Assert.Equal(
                    kept.EnumerateArray().Select(edge => edge.GetString()!).Order(StringComparer.Ordinal),
                    units.Names.Order(StringComparer.Ordinal)
                );
            }

            Assert.Equal(-Number(golden, "neg_logit_diff"), difference.Measure(units), Tolerance);
            Assert.Equal(Number(golden, "kl"), divergence.Measure(units), Tolerance);
            compared++;
        }

        Assert.Equal(circuits, compared);
    }

    private static UnitScores Read(Units units, JsonElement scores) =>
        new(
            units,
            [.. Enumerable.Range(0, units.Count).Select(edge => scores.GetProperty(units.NameOf(edge)).GetDouble())],
            new CircuitMethod { Name = "EAP-IG", Settings = new Dictionary<string, string>() }
        );

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}

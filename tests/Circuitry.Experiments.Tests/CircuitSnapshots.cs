using Circuitry.Testing;

namespace Circuitry.Experiments.Tests;

/// <summary>The circuits that the shipped experiments find at their default thresholds.</summary>
public sealed class CircuitSnapshots
{
    // The others that run by name only take longer than a test should.
    public static TheoryData<string> Names() =>
        [
            .. CircuitApp
                .Experiments.All.OfType<GraphEntry>()
                .Where(entry => entry.IsComplete && !entry.OnlyByName)
                .Select(entry => entry.Name),
            "primer-pronoun",
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_experiment_finds_its_circuit(string name)
    {
        var entry = CircuitApp.Experiments.Find<GraphEntry>(name)!;
        using var experiment = entry.Load(new LoadRequest());

        var circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = entry.Threshold!.Value }).Discover();

        CircuitSnapshot.Match(circuit, parameters: name);
    }
}

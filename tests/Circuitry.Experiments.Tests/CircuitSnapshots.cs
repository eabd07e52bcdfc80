using Circuitry.Testing;
using TorchSharp;

namespace Circuitry.Experiments.Tests;

/// <summary>The circuits that the shipped experiments find at their default thresholds.</summary>
public sealed class CircuitSnapshots
{
    // The others that run by name only take longer than a test should.
    public static TheoryData<string> Names() =>
        [.. Catalogue.All.Where(shipped => shipped.RunsByDefault).Select(shipped => shipped.Name), "primer-pronoun"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_experiment_finds_its_circuit(string name)
    {
        var shipped = Catalogue.Find(name)!;
        using var experiment = shipped.Load(torch.CPU, null);

        var circuit = shipped.Search(experiment, new AcdcOptions { Threshold = shipped.DefaultThreshold }).Discover();

        CircuitSnapshot.Match(circuit, parameters: name);
    }
}

using Circuitry.Testing;
using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

/// <summary>The circuits of features that the shipped experiments find.</summary>
public sealed class FeatureCircuitSnapshots
{
    [Fact]
    public void The_number_of_a_verb_has_its_features()
    {
        using var experiment = PrimerAgreementFeatures.LoadTrained(CPU);

        var circuit = experiment.FeatureCircuit(nodes: 20).Discover();

        CircuitSnapshot.Match(circuit);
    }
}

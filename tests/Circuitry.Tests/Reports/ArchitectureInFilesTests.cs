namespace Circuitry.Tests;

/// <summary>The architecture in a circuit's file is the one that is read back, whatever the model lacks.</summary>
public sealed class ArchitectureInFilesTests
{
    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void A_circuit_of_every_architecture_is_read_back(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var path = Path.Combine(folder.Path, "circuit.json");
        var circuit = new TopUnits(5).Select(experiment, new ExactEffects(experiment).Score());
        CircuitJson.Write(circuit, path);

        var read = CircuitJson.Read(path);

        Assert.Equal(experiment.Transformer.Architecture, read.Graph.Architecture);
        Assert.Equal(File.ReadAllText(path), CircuitJson.ToText(read));
    }
}

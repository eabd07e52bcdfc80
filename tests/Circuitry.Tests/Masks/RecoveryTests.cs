using Circuitry.Rasp;

namespace Circuitry.Tests.Masks;

/// <summary>Compiled programs, whose circuit follows from their weights, under zero ablation and mean squared error.</summary>
public sealed class RecoveryTests
{
    /// <summary>Edges may be missing whose removal leaves the metric alone, such as a query's or key's from tokens.</summary>
    [Theory]
    [InlineData("reverse", 11)]
    [InlineData("proportion", 5)]
    public void Probing_edges_recovers_a_circuit_inside_the_structural_one(string program, int least)
    {
        using var experiment = Load(program);
        var circuit = new SubnetworkProbing(
            experiment,
            new SubnetworkProbingOptions
            {
                Lambda = 0.01,
                LearningRate = 0.05,
                InitialValue = 1,
                LambdaSchedule = MaskSchedule.LateRamp,
                Steps = 700,
            }
        ).Discover();
        Check(program, circuit, least);
    }

    [Theory]
    [InlineData("reverse", 0.86, 11)]
    [InlineData("proportion", 0.84, 5)]
    public void Pruning_edges_recovers_a_circuit_inside_the_structural_one(string program, double sparsity, int least)
    {
        using var experiment = Load(program);
        var circuit = new EdgePruning(experiment, new EdgePruningOptions { TargetSparsity = sparsity }).Discover();
        Check(program, circuit, least);
        var removed = 1 - (double)circuit.Kept.Count / experiment.Graph.EdgeCount;
        Assert.Equal(sparsity, removed, 0.03);
    }

    private static void Check(string program, Circuit circuit, int least)
    {
        var found = circuit.Kept.Select(unit => unit.Name).ToHashSet();
        Assert.Subset(Compiled.Structural(Program(program)).ToHashSet(), found);
        Assert.True(found.Count >= least, $"{found.Count} edges are too few to compute anything");
        Assert.Equal(circuit.Measure.Full, circuit.Measure.Circuit, 1e-6);
        Assert.True(circuit.Measure.Empty > 0.1);
    }

    private static RaspProgram Program(string name) =>
        name == "reverse" ? RaspPrograms.Reverse : RaspPrograms.Proportion;

    private static GraphExperiment Load(string name) => name == "reverse" ? Compiled.Reverse() : Compiled.Proportion();
}

using Circuitry.Evaluation;
using Circuitry.Testing;
using Xunit;

namespace MyExperiment.Tests;

/// <summary>What must hold for every experiment, and the circuit that this one finds.</summary>
public sealed class ShareOfXTests : ExperimentLaws<ShareOfX>
{
    protected override ShareOfX Make() => ShareOfX.From(Counter.From(Counter.MakeWeights(TorchSharp.torch.CPU)));

    // After a change that is meant, UPDATE_SNAPSHOTS=1 dotnet test takes the new circuit for verified.
    [Fact]
    public void The_circuit_is_the_verified_one()
    {
        using var experiment = Make();
        CircuitSnapshot.Match(experiment.Acdc(threshold: 1e-5).Discover());
    }

    [Fact]
    public void The_circuit_does_what_the_model_does()
    {
        using var experiment = Make();
        var circuit = experiment.Acdc(threshold: 1e-5).Discover();
        Assert.InRange(new Evaluator(experiment).Measure(circuit.ToUnitSet()).Faithfulness.Value, 0.99, 1.01);
    }
}

using BenchmarkDotNet.Attributes;

namespace Circuitry.Benchmarks;

/// <summary>A whole ACDC search of a small model (3 blocks of 3 heads) against the sequential one.</summary>
[InProcess]
[MinIterationCount(5), MaxIterationCount(15), WarmupCount(1)]
public class SmallAcdcBenchmarks
{
    private SmallShapeEdges _experiment = null!;

    /// <summary>Thresholds that keep about half and about a tenth of the edges.</summary>
    [Params(1e-4, 1e-2)]
    public double Threshold { get; set; }

    /// <summary>Draws weights and checks that both find the same circuit.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _experiment = SmallShapeEdges.From(SmallShape.From(SpreadWeights.Of(SmallShape.Declared)));
        var edges = Sequential();
        Console.WriteLine(
            FormattableString.Invariant($"// {edges.Length} of {_experiment.Graph.EdgeCount} edges kept")
        );
        if (!edges.SequenceEqual(Fast().ToUnitSet().Indices))
        {
            throw new InvalidOperationException("the two searches find different circuits");
        }
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Cleanup() => _experiment.Dispose();

    /// <summary>One masked forward pass per edge.</summary>
    [Benchmark(Baseline = true)]
    public int[] Sequential() => SequentialAcdc.Discover(_experiment, Threshold);

    /// <summary>The search.</summary>
    [Benchmark]
    public Circuit Fast() => _experiment.Acdc(Threshold).Discover();
}

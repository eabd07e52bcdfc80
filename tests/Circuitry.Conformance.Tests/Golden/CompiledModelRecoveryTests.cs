using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>
/// The paper's areas for ACDC on compiled models under zero ablation, 1.000 for edges and for nodes (table 3), from sweeps of
/// our own against the published ground truth.
/// </summary>
public sealed class CompiledModelRecoveryTests
{
    [SkippableTheory]
    [InlineData("reverse", 11)]
    [InlineData("xproportion", 7)]
    public void A_sweep_of_acdc_recovers_the_published_ground_truth(string task, int edges)
    {
        using var trace = Read($"tracr_{task}_acdc_zero_trace.json");
        using var experiment = IndependentTraceTests.Load(task, trace.RootElement);
        var truth = GroundTruth(task, experiment.Units);
        Assert.Equal(edges, truth.Count);

        var sweep = Sweep.Run(
            "threshold",
            [0.1, 0.01, 0.001, 0.0001, 0.00001],
            truth,
            (threshold, cancellation) =>
                experiment
                    .Acdc(new AcdcOptions { Threshold = threshold, PaperMode = true })
                    .Discover(cancellation: cancellation)
        );

        Assert.True(sweep.IsFinished);
        Assert.Equal(1, sweep.EdgeCurve.PessimisticArea);
        Assert.Equal(1, sweep.EdgeCurve.TrapezoidArea);
        Assert.Equal(1, sweep.NodeCurve.PessimisticArea);
        var finest = sweep.Points[0].Recovery!;
        Assert.Equal(new Confusion(edges, 0, 0, experiment.Graph.EdgeCount - edges), finest.Edges);
    }

    /// <summary>The published edges between nodes; its direct edges within a head have no counterpart in the graph.</summary>
    private static UnitSet GroundTruth(string task, Units units)
    {
        using var json = Read($"tracr_{task}_ground_truth.json");
        return UnitSet.Of(
            units,
            json.RootElement.GetProperty("edges")
                .EnumerateArray()
                .Where(edge => edge.GetProperty("type").GetString() == "ADDITION")
                .Select(edge =>
                    IndependentTraceTests.Writer(edge.GetProperty("parent").GetString()!)
                    + "->"
                    + IndependentTraceTests.Reader(edge.GetProperty("child").GetString()!)
                )
                .ToArray()
        );
    }

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedFolder.PathOf("golden", file)));
}

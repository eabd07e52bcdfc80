using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Benchmarks;

/// <summary>
/// ACDC on the GPT-2 shape against one masked forward pass per edge. The latter would take hours: its passes are timed
/// before and after each search, and their median is taken for every edge of the graph.
/// </summary>
internal static class AcdcComparison
{
    private const int Edges = 32_491;
    private const int SampledPasses = 4;

    /// <summary>Keep about 1 % and about 10 % of the edges, for the seeds of the weights and the prompts.</summary>
    private static readonly double[] Thresholds = [1.5e-3, 1e-5];

    /// <summary>Searches and prints one row for each threshold.</summary>
    /// <param name="arguments">Thresholds other than the two.</param>
    public static void Run(string[] arguments)
    {
        using var experiment = Gpt2ShapeEdges.From(Gpt2Shape.From(SpreadWeights.Of(Gpt2Shape.Declared)));
        if (experiment.Graph.EdgeCount != Edges)
        {
            throw new InvalidOperationException($"the graph has {experiment.Graph.EdgeCount} edges instead of {Edges}");
        }

        var thresholds =
            arguments.Length == 0
                ? Thresholds
                : [.. arguments.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Pass(experiment);
        Console.WriteLine(TorchRuntime.Describe());
        Console.WriteLine();
        Console.WriteLine(
            "| threshold | kept | tested | s, search | s, pass | s, all passes | ratio | ratio of processor time | peak MB |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var threshold in thresholds)
        {
            Compare(experiment, threshold);
        }
    }

    private static void Compare(GraphExperiment experiment, double threshold)
    {
        var passes = Enumerable.Range(0, SampledPasses).Select(_ => Pass(experiment)).ToList();
        Circuit? circuit = null;
        var tested = 0;
        var search = Time(() =>
            circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold }).Discover(trace: _ =>
                tested++
            )
        );
        passes.AddRange(Enumerable.Range(0, SampledPasses).Select(_ => Pass(experiment)));
        var wall = Median(passes.Select(pass => pass.Wall));
        var processor = Median(passes.Select(pass => pass.Processor));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            FormattableString.Invariant(
                $"| {threshold:g3} | {circuit!.Kept.Count} | {tested} | {search.Wall:f1} | {wall:f3} | {wall * Edges:f0} | {wall * Edges / search.Wall:f1} | {processor * Edges / search.Processor:f1} | {process.PeakWorkingSet64 >> 20} |"
            )
        );
    }

    private static (double Wall, double Processor) Pass(GraphExperiment experiment) =>
        Time(() => experiment.Measure(EdgeSet.All(experiment.Graph)));

    /// <summary>Seconds on the clock, and of all processors: on a shared machine only the latter can be trusted.</summary>
    private static (double Wall, double Processor) Time(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        action();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>
/// How well each algorithm recovers circuits that are known, under each ablation: areas under the curves of edges and of
/// nodes, beside the published ones. Every comparison has one thread and several run at once.
/// </summary>
internal static class RecoveryTable
{
    /// <summary>Prints one table for each task and ablation.</summary>
    /// <param name="names">The tasks; none for all.</param>
    public static void Run(string[] names)
    {
        var watch = Stopwatch.StartNew();
        set_num_threads(1);
        var published = PublishedAreas.Find();
        Console.WriteLine(TorchRuntime.Describe());
        foreach (var task in RecoveryTask.All.Where(task => names.Length == 0 || names.Contains(task.Name)))
        {
            var results = Results(task, watch);
            foreach (var ablation in task.Ablations)
            {
                Print(task, ablation, [.. results.Where(result => result.Ablation == ablation)], published);
            }
        }

        Console.WriteLine(FormattableString.Invariant($"\n{watch.Elapsed.TotalSeconds:0} s in all."));
    }

    private static RecoveryResult[] Results(RecoveryTask task, Stopwatch watch)
    {
        var cells = (
            from ablation in task.Ablations
            from metric in task.Metrics
            select (Ablation: ablation, Metric: metric)
        ).ToArray();
        var results = new RecoveryResult[cells.Length];
        Parallel.ForEach(
            // One at a time, since they take very different times.
            Partitioner.Create(Enumerable.Range(0, cells.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            index =>
            {
                var (ablation, metric) = cells[index];
                results[index] = RecoveryResult.Of(task, ablation, metric);
                Console.Error.WriteLine(
                    FormattableString.Invariant(
                        $"{task.Name}, {ablation}, {metric.Name}: done {watch.Elapsed.TotalSeconds:0} s after the start"
                    )
                );
            }
        );
        return results;
    }

    private static void Print(
        RecoveryTask task,
        Ablation ablation,
        IReadOnlyList<RecoveryResult> results,
        PublishedAreas published
    )
    {
        string[] kinds = task.Structural is null ? ["edges", "nodes"] : ["edges", "nodes", "structural"];
        string[] columns =
        [
            "algorithm",
            .. results.SelectMany(result => kinds.Select(kind => $"{result.Metric}: {kind}")),
            .. task.PublishedName is null ? [] : new[] { "published: edges", "published: nodes" },
        ];
        Console.WriteLine($"\n### {task.Name}, {ablation.ToString().ToLowerInvariant()} ablation\n");
        Console.WriteLine(Line(columns));
        Console.WriteLine(Line(columns.Select(_ => "---")));
        foreach (var algorithm in RecoverySettings.All(1))
        {
            var column = algorithm.Name switch
            {
                "ACDC" or "HISP" => algorithm.Name,
                "SP, nodes" => "SP",
                _ => null,
            };
            IEnumerable<string> Published() =>
                new[] { "edge", "node" }.Select(kind =>
                    published[ablation, task.PublishedName, column, kind] is { } area ? Number(area) : ""
                );
            Console.WriteLine(
                Line([
                    algorithm.Name,
                    .. results.SelectMany(result => result.Row(algorithm).Take(kinds.Length)),
                    .. task.PublishedName is null ? [] : Published(),
                ])
            );
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>An area to three digits.</summary>
    public static string Number(double area) => FormattableString.Invariant($"{area:0.000}");
}

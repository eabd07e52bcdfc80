using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Discovery;

/// <summary>An algorithm that searches once for each value of a parameter.</summary>
internal sealed class SearchContender(
    Type algorithm,
    string? name,
    string parameter,
    IReadOnlyList<double> values,
    object settings,
    Func<GraphExperiment, SearchRun, SearchResult> search
) : Contender(algorithm, name, parameter)
{
    private protected override object Settings => new object[] { Parameter!, values, settings };

    internal override IReadOnlyList<double> Values => values;

    internal override SearchResult? Search(GraphExperiment experiment, SearchRun run) => search(experiment, run);

    internal override Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var found = new List<FoundCircuit>();
        var meter = new ProgressMeter(progress, Name, values.Count, $"values of {Parameter}");
        foreach (var value in values)
        {
            cancellation.ThrowIfCancellationRequested();
            var (circuit, missed) = search(
                experiment,
                new SearchRun(
                    value,
                    checkpoint(value.ToString("R", CultureInfo.InvariantCulture)),
                    meter.Step(found.Count),
                    cancellation
                )
            );
            found.Add(new FoundCircuit(value, [.. circuit.Kept.Select(unit => unit.Index).Order()], missed));
        }

        return new Finding { Circuits = [.. found], Seconds = watch.Elapsed.TotalSeconds };
    }
}

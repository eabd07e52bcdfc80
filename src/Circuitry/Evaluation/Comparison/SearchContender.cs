using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Evaluation;

/// <summary>An algorithm that trains one mask for each value of a parameter.</summary>
internal sealed class SearchContender(
    string name,
    DiscoveryMethod method,
    string parameter,
    IReadOnlyList<double> values,
    object settings,
    Func<GraphExperiment, SearchContender.Run, LearnedMask> train
) : Contender(name, method, parameter)
{
    private protected override object Settings => new object[] { Parameter!, values, settings };

    internal override Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        Action<double> share,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var found = new List<FoundCircuit>();
        foreach (var value in values)
        {
            cancellation.ThrowIfCancellationRequested();
            var run = new Run(
                value,
                checkpoint(value.ToString("R", CultureInfo.InvariantCulture)),
                part => share((found.Count + part) / values.Count),
                cancellation
            );
            var mask = train(experiment, run);
            found.Add(
                new FoundCircuit(
                    value,
                    [.. mask.Circuit.Kept.Select(unit => unit.Index).Order()],
                    mask.TargetMissed ? string.Join("; ", mask.Sparsity) : null
                )
            );
        }

        return new Finding { Circuits = [.. found], Seconds = watch.Elapsed.TotalSeconds };
    }

    /// <summary>One of the searches.</summary>
    /// <param name="Setting">The value of the parameter.</param>
    /// <param name="Checkpoint">Where to keep a checkpoint; null for none.</param>
    /// <param name="Share">Told how much is done.</param>
    /// <param name="Cancellation">Stops it.</param>
    internal sealed record Run(double Setting, string? Checkpoint, Action<double> Share, CancellationToken Cancellation)
    {
        public IProgress<T> Told<T>(Func<T, double> share) => new Teller<T>(progress => Share(share(progress)));
    }
}

using System.Diagnostics;

namespace Circuitry.Discovery;

/// <summary>An algorithm that scores all units in one run.</summary>
internal sealed class ScoringContender(
    Type algorithm,
    string? name,
    object settings,
    Func<GraphExperiment, string?, IUnitScoring> bind
) : Contender(algorithm, name, null)
{
    private protected override object Settings => settings;

    internal override IUnitScoring Scoring(GraphExperiment experiment, string? checkpoint) =>
        bind(experiment, checkpoint);

    internal override Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var scores = bind(experiment, checkpoint("scores")).Score(Relay.Named(Name, progress), cancellation);
        return new Finding
        {
            Scores = [.. scores.Values],
            ScoredBy = scores.Method,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }
}

using System.Diagnostics;

namespace Circuitry.Evaluation;

/// <summary>An algorithm that scores all units in one run.</summary>
internal sealed class ScoringContender(
    string name,
    DiscoveryMethod method,
    object settings,
    Func<GraphExperiment, string?, Func<IProgress<ScoringProgress>?, CancellationToken, UnitScores>> bind
) : Contender(name, method, null)
{
    private protected override object Settings => settings;

    internal override Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        Action<double> share,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var score = bind(experiment, checkpoint("scores"));
        var scores = score(new Teller<ScoringProgress>(p => share((double)p.Done / p.Total)), cancellation);
        return new Finding
        {
            Scores = [.. scores.Values],
            ScoredBy = scores.Method,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }
}

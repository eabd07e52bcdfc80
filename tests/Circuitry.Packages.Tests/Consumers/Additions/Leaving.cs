using Circuitry.Discovery;
using Circuitry.Discovery.Attribution;

namespace Additions;

/// <summary>Measures every unit by a run without it.</summary>
[Algorithm("leaving", "Measures every unit by one run without it", EdgesOnly = "nodes leave with ExactEffects")]
public sealed class Leaving(GraphExperiment experiment, ScoringOptions? options = null) : IUnitScoring, IAlgorithm
{
    /// <summary>How often it has run.</summary>
    public static int Runs { get; private set; }

    public ScoringOptions Options { get; } = options ?? new ScoringOptions();

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender.OfScoring<Leaving, ScoringOptions>(new(), (subject, options) => new Leaving(subject, options));

    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        Runs++;
        var units = experiment.Units;
        var full = experiment.Metric.AsLoss(experiment.Measure(UnitSet.All(units)));
        var scores = new double[units.Count];
        for (var unit = 0; unit < scores.Length; unit++)
        {
            cancellation.ThrowIfCancellationRequested();
            scores[unit] = experiment.Metric.AsLoss(experiment.Measure(UnitSet.Of(units, [unit]).Complement())) - full;
            progress?.Report(
                new Progress
                {
                    Stage = "leaving",
                    Done = unit + 1,
                    Total = scores.Length,
                }
            );
        }

        return new UnitScores(
            units,
            scores,
            new CircuitMethod { Name = "leaving", Settings = new Dictionary<string, string>() }
        );
    }
}

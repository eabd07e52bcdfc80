namespace Circuitry.Discovery.Attribution;

/// <summary>A method that gives every unit of an experiment's graph a score: an attribution, or a measured effect.</summary>
public interface IUnitScoring
{
    /// <summary>Scores every unit.</summary>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; there are no scores.</exception>
    UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default);
}

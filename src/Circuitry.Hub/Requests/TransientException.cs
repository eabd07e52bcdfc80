namespace Circuitry.Hub;

/// <summary>A failure that may be gone when the request is made again. It never leaves the package.</summary>
/// <param name="outcome">The error where it happens too often.</param>
/// <param name="asked">The wait that the server asks for; null where it asks for none.</param>
internal sealed class TransientException(HubException outcome, TimeSpan? asked = null)
    : Exception(outcome.Message, outcome)
{
    /// <summary>The error where it happens too often.</summary>
    public HubException Outcome { get; } = outcome;

    /// <summary>The wait that the server asks for; null where it asks for none.</summary>
    public TimeSpan? Asked { get; } = asked;
}

namespace Circuitry.Hub;

/// <summary>The disk has not enough room. What was downloaded before it ran full is kept, and the next download continues there.</summary>
public sealed class DiskFullException : HubException
{
    internal DiskFullException(string message, Exception? cause = null)
        : base(message, cause) { }
}

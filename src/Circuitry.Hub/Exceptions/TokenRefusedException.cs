namespace Circuitry.Hub;

/// <summary>The hub refuses the token: it is wrong or expired, or lacks the right to read the model.</summary>
public sealed class TokenRefusedException : HubException
{
    internal TokenRefusedException(string message, Exception? cause = null)
        : base(message, cause) { }
}

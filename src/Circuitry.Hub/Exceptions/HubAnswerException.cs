namespace Circuitry.Hub;

/// <summary>The answer is not what a hub gives: another program answers in its place, or what it says contradicts itself.</summary>
public sealed class HubAnswerException : HubException
{
    internal HubAnswerException(string message, Exception? cause = null)
        : base(message, cause) { }
}

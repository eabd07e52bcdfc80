namespace Circuitry.Hub;

/// <summary>A text is not the name of a model, such as <c>google/gemma-2-2b</c> or <c>google/gemma-2-2b@main</c>.</summary>
public sealed class ModelNameException : HubException
{
    internal ModelNameException(string message, Exception? cause = null)
        : base(message, cause) { }
}

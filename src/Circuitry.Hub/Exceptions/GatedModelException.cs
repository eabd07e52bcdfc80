namespace Circuitry.Hub;

/// <summary>The model's terms have to be accepted before it can be downloaded, or the token does not belong to who accepted them.</summary>
public sealed class GatedModelException : HubException
{
    internal GatedModelException(string message, Exception? cause = null)
        : base(message, cause) { }
}

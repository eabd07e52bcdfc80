namespace Circuitry.Hub;

/// <summary>Options of a download; what is null is read from the environment variables that Hugging Face's own tools read.</summary>
public sealed class HubOptions
{
    /// <summary>The hub's address; null for <c>HF_ENDPOINT</c>, or else the public hub.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The cache's folder; null for <see cref="HuggingFaceCache.Root"/>.</summary>
    public string? Cache { get; init; }

    /// <summary>
    /// The token, sent to the hub's own address only; null for <c>HF_TOKEN</c>, or else the file that <c>HF_TOKEN_PATH</c> names or
    /// that a login has left, unless <c>HF_HUB_DISABLE_IMPLICIT_TOKEN</c> is set. Empty for none.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Whether no request is made; null for <c>HF_HUB_OFFLINE</c>, or else that of <c>TRANSFORMERS_OFFLINE</c>.</summary>
    public bool? Offline { get; init; }

    /// <summary>
    /// The time without an answer or a byte after which a connection counts as stalled; null for the seconds of
    /// <c>HF_HUB_DOWNLOAD_TIMEOUT</c>, or else 10 seconds.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How often a request or a transfer is tried that fails again and again without one more byte.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait after the first failure; it doubles with each further one up to eight times itself.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a server may ask for; beyond it the download ends with a <see cref="HubBusyException"/>.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for another program that is downloading the same file; null for as long as it takes.</summary>
    public TimeSpan? LongestLock { get; init; }

    /// <summary>Number of files that are downloaded at once.</summary>
    public int Parallel { get; init; } = 3;

    /// <summary>The address and the cache, without the token.</summary>
    public override string ToString() =>
        $"{Endpoint?.GetLeftPart(UriPartial.Path) ?? "the environment's hub"} into {Cache ?? "the environment's cache"}";
}

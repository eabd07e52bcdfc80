using System.Globalization;

namespace Circuitry.Hub;

/// <summary>Options of a download with what the environment says put in.</summary>
internal sealed class HubSettings
{
    private const string PublicHub = "https://huggingface.co";
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private HubSettings(HubOptions options, HuggingFaceHome home)
    {
        Options = options;
        Endpoint = Address(options.Endpoint?.OriginalString ?? home.Variable("HF_ENDPOINT") ?? PublicHub);
        Cache = Path.GetFullPath(options.Cache ?? home.Cache);
        Token = HubToken.Of(options, home);
        Offline = options.Offline ?? (IsOn(home, "HF_HUB_OFFLINE") || IsOn(home, "TRANSFORMERS_OFFLINE"));
        Patience = options.Patience ?? Seconds(home, "HF_HUB_DOWNLOAD_TIMEOUT") ?? DefaultPatience;
        Links = !IsOn(home, "HF_HUB_DISABLE_SYMLINKS");
    }

    public HubOptions Options { get; }

    /// <summary>The hub's address, without a slash at the end.</summary>
    public Uri Endpoint { get; }

    /// <summary>The cache's folder in full.</summary>
    public string Cache { get; }

    /// <summary>The token; null for none.</summary>
    public string? Token { get; }

    public bool Offline { get; }

    public TimeSpan Patience { get; }

    /// <summary>Whether the files of a snapshot are links to the blobs.</summary>
    public bool Links { get; }

    /// <summary>Puts the environment's values in.</summary>
    /// <param name="options">The options.</param>
    /// <param name="home">The environment; null for the process's own.</param>
    /// <exception cref="HubException">The address or the token cannot be used.</exception>
    public static HubSettings Of(HubOptions options, HuggingFaceHome? home = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallel, 1);
        return new HubSettings(options, home ?? new HuggingFaceHome());
    }

    /// <summary>A path at the hub.</summary>
    /// <param name="path">The path, percent-encoded.</param>
    public Uri At(string path) => new($"{Endpoint.OriginalString.TrimEnd('/')}/{path}");

    /// <summary>Whether a variable says yes.</summary>
    public static bool IsOn(HuggingFaceHome home, string name) =>
        home.Variable(name)?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new HubAnswerException(
                $"the hub's address is '{VisibleText.Short(text)}', which is no address of http or https. Set HF_ENDPOINT to one, or unset it."
            );

    private static TimeSpan? Seconds(HuggingFaceHome home, string name) =>
        double.TryParse(home.Variable(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 86400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

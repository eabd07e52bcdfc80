using System.Globalization;
using System.Text.RegularExpressions;

namespace Circuitry.Hub;

/// <summary>Reads how long a server asks to be left alone.</summary>
internal static partial class RequestedWait
{
    /// <summary>The wait of <c>Retry-After</c>, or else that of <c>ratelimit</c>; null where there is none.</summary>
    public static TimeSpan? Of(HttpResponseMessage answer)
    {
        if (answer.Headers.RetryAfter is { } after)
        {
            var wait = after.Delta ?? after.Date - DateTimeOffset.UtcNow;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return
            answer.Headers.TryGetValues("ratelimit", out var limits)
            && Seconds().Match(string.Join(',', limits)) is { Success: true } match
            && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    [GeneratedRegex(@";\s*t=(\d+)")]
    private static partial Regex Seconds();
}

using System.Net.Http.Headers;

namespace Circuitry.Hub;

/// <summary>Makes requests: the token goes to the hub's own address only, and every redirect is followed by hand.</summary>
internal sealed class HubConnection : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HubSettings _settings;
    private readonly HttpClient _client;

    public HubConnection(HubSettings settings)
    {
        _settings = settings;
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = settings.Patience,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            // Large files take longer than any limit: each answer and each read has one of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("circuitry", typeof(HubConnection).Assembly.GetName().Version!.ToString(3))
        );
        _client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>Makes a request and gives the answer, be it a redirect or an error, as soon as its headers are there.</summary>
    /// <param name="method">The method.</param>
    /// <param name="address">The address.</param>
    /// <param name="from">The first byte that is asked for.</param>
    /// <param name="validator">The ETag that the content must still have; null for any.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="TransientException">There was no answer.</exception>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        Uri address,
        long from,
        EntityTagHeaderValue? validator,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, address);
        if (_settings.Token is { } token && IsHub(address))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.IfRange = validator is null ? null : new RangeConditionHeaderValue(validator);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_settings.Patience);
        try
        {
            return await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException(
                Unreachable(
                    address,
                    FormattableString.Invariant($"no answer within {_settings.Patience.TotalSeconds:0.#} seconds"),
                    e
                )
            );
        }
        catch (HttpRequestException e)
        {
            throw new TransientException(Unreachable(address, e.Message, e));
        }
    }

    /// <summary>Makes a request for a content, and follows redirects to wherever they lead.</summary>
    /// <inheritdoc cref="Send" path="/param"/>
    /// <returns>The answer, and the address that gave it.</returns>
    public async Task<(HttpResponseMessage Answer, Uri Address)> Get(
        Uri address,
        long from,
        EntityTagHeaderValue? validator,
        CancellationToken cancellation
    )
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await Send(HttpMethod.Get, address, from, validator, cancellation).ConfigureAwait(false);
            if (Redirect(address, answer) is not { } next)
            {
                return (answer, address);
            }

            answer.Dispose();
            address = redirects < MostRedirects ? next : throw Endless(address);
        }
    }

    /// <summary>Where an answer leads; null if it is no redirect.</summary>
    /// <exception cref="HubAnswerException">It leads to where no encryption is, or to no address.</exception>
    public static Uri? Redirect(Uri address, HttpResponseMessage answer)
    {
        if (
            (int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308)
            || answer.Headers.Location is not { } location
        )
        {
            return null;
        }

        // As it was written: a path alone can be taken for that of a file.
        var next = new Uri(address, location.OriginalString);
        return next.Scheme == address.Scheme || next.Scheme == Uri.UriSchemeHttps
            ? next
            : throw new HubAnswerException(
                $"{HostOf(address)}: it redirects to {next.Scheme} at {HostOf(next)}, where what comes is not protected. Check HF_ENDPOINT and the proxy."
            );
    }

    /// <summary>Whether a redirect names no host, so that it leads to the same one.</summary>
    public static bool IsRelative(HttpResponseMessage redirect) =>
        redirect.Headers.Location is { } location
        && !location.OriginalString.Contains("://", StringComparison.Ordinal)
        && !location.OriginalString.StartsWith("//", StringComparison.Ordinal);

    /// <summary>Redirects without end.</summary>
    public static HubAnswerException Endless(Uri address) =>
        new($"{HostOf(address)}: it redirects more than {MostRedirects} times. Check HF_ENDPOINT and the proxy.");

    /// <summary>Whether an address is at the hub itself, which may have the token.</summary>
    public bool IsHub(Uri address) => IsSameOrigin(address, _settings.Endpoint);

    /// <summary>Whether two addresses have scheme, host and port in common.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(
            one,
            other,
            UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    /// <summary>The host of an address, without the rest, which may hold a signature.</summary>
    public static string HostOf(Uri address) => address.GetComponents(UriComponents.HostAndPort, UriFormat.UriEscaped);

    /// <summary>The error of an address that gives no answer.</summary>
    public static HubUnreachableException Unreachable(Uri address, string why, Exception? cause = null) =>
        new(
            $"{HostOf(address)}: {why.TrimEnd('.')}. Check the network, the proxy (HTTPS_PROXY) and HF_ENDPOINT; what has arrived is kept, and the next download continues there.",
            cause
        );

    public void Dispose() => _client.Dispose();
}

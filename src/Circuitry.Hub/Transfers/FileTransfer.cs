using System.Net;
using System.Net.Http.Headers;

namespace Circuitry.Hub;

/// <summary>
/// Brings one content to disk: continues a part by byte ranges, tries again after faults, and ends only in the bytes whose digest
/// the hub announced.
/// </summary>
internal sealed class FileTransfer(HubConnection connection, HubSettings settings, ModelListing listing, HubFile file)
{
    // A part may be of other bytes, from a server that changed its mind: once, it is fetched again from the start.
    private const int MostRestarts = 1;

    private readonly FileAddress _addresses = new(connection, settings, listing);
    private Uri? _address;
    private EntityTagHeaderValue? _validator;
    private bool _joined;

    /// <summary>Fetches what is missing of a part.</summary>
    /// <param name="part">The part, whose lock is held.</param>
    /// <param name="cancellation">Ends the transfer; what has arrived is kept.</param>
    /// <exception cref="HubException">It fails for good; what has arrived is kept unless it is wrong.</exception>
    public async Task Complete(PartFile part, CancellationToken cancellation)
    {
        var waits = new BackOff(settings);
        var furthest = part.Length;
        _joined = part.Length > 0;
        for (var restarts = 0; ; )
        {
            try
            {
                if (!part.IsWhole)
                {
                    await Fetch(part, cancellation).ConfigureAwait(false);
                }
            }
            catch (TransientException e)
            {
                // A server that starts anew each time and breaks off at the same byte makes no progress.
                if (part.Length > furthest)
                {
                    furthest = part.Length;
                    waits.Reset();
                }

                await waits.After(e, cancellation).ConfigureAwait(false);
                continue;
            }

            var digest = part.Digest;
            if (digest == file.Digest)
            {
                return;
            }

            if (!_joined || restarts++ == MostRestarts)
            {
                part.Delete();
                throw new ChecksumException(
                    FormattableString.Invariant(
                        $"{file.Path}: {file.Size} bytes arrived, but their digest is {digest}, and the hub announced {file.Digest}. They were deleted. Download again; if it stays so, something on the way changes them: check the proxy and HF_ENDPOINT."
                    )
                );
            }

            part.Restart();
            (furthest, _joined) = (0, false);
        }
    }

    private async Task Fetch(PartFile part, CancellationToken cancellation)
    {
        _address ??= await _addresses.Of(file, cancellation).ConfigureAwait(false);
        var (answer, address) = await connection
            .Get(_address, part.Length, _validator, cancellation)
            .ConfigureAwait(false);
        using (answer)
        {
            Admit(answer, address, part);
            if (answer.Headers.ETag is { IsWeak: false } tag)
            {
                _validator = tag;
            }

            _joined |= part.Length > 0;
            using var body = await Body(answer, cancellation).ConfigureAwait(false);
            await Read(body, address, part, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Makes sure that what follows an answer belongs behind the part, or starts the part anew.</summary>
    private void Admit(HttpResponseMessage answer, Uri address, PartFile part)
    {
        var host = HubConnection.HostOf(address);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.PartialContent:
                var range = answer.Content.Headers.ContentRange;
                if (range?.From != part.Length || (range.Length ?? file.Size) != file.Size || IsEncoded(answer))
                {
                    part.Restart();
                    throw Odd($"{host}: it was asked for a part of {file.Path}, and gives another part");
                }

                break;
            case HttpStatusCode.OK:
                if (part.Length > 0)
                {
                    part.Restart();
                }

                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Restart();
                throw Odd($"{host}: it says that {file.Path} ends before the part that is missing");
            case >= HttpStatusCode.BadRequest
            and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) when !connection.IsHub(address):
                // The storage's addresses expire. The hub gives a new one, or says why it does not.
                (_address, _validator) = (null, null);
                throw Odd($"{host}: the storage of the hub answers {(int)answer.StatusCode} for {file.Path}");
            default:
                throw Refusal.Of(answer, address, listing.Name, file.Path, settings.Token is not null);
        }

        if (
            !IsEncoded(answer)
            && answer.Content.Headers.ContentLength is { } length
            && part.Length + length != file.Size
        )
        {
            throw Odd(
                FormattableString.Invariant(
                    $"{host}: it gives {length} bytes of {answer.Content.Headers.ContentType?.MediaType ?? "no type"} for {file.Path}, of which {file.Size - part.Length} are missing"
                )
            );
        }
    }

    private async Task Read(Stream body, Uri address, PartFile part, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            var read = await ReadOnce(body, buffer, address, cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            if (part.Length + read > file.Size)
            {
                part.Restart();
                throw Odd($"{HubConnection.HostOf(address)}: it gives more bytes of {file.Path} than there are");
            }

            part.Add(buffer.AsSpan(0, read));
        }

        if (!part.IsWhole)
        {
            throw new TransientException(HubConnection.Unreachable(address, $"it ended {file.Path} too early"));
        }
    }

    private async Task<int> ReadOnce(Stream body, byte[] buffer, Uri address, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Patience);
        try
        {
            return await body.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException(
                HubConnection.Unreachable(
                    address,
                    FormattableString.Invariant(
                        $"not a byte of {file.Path} within {settings.Patience.TotalSeconds:0.#} seconds"
                    ),
                    e
                )
            );
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            throw new TransientException(HubConnection.Unreachable(address, $"{file.Path} broke off: {e.Message}", e));
        }
    }

    private static bool IsEncoded(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentEncoding.Any(encoding => encoding != "identity");

    /// <summary>The content behind the encoding that some servers use unasked.</summary>
    private static async Task<Stream> Body(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return ContentEncoding.Decoded(body, answer.Content.Headers.ContentEncoding);
    }

    private static TransientException Odd(string what) =>
        new(
            new HubAnswerException(
                $"{what}. Check the proxy, HF_ENDPOINT, and whether this network asks for a sign-in first."
            )
        );
}

using System.Text.Json;

namespace Circuitry.Hub;

/// <summary>Asks the hub which commit a revision is and which files it has.</summary>
internal sealed class ListingReader(HubConnection connection, HubSettings settings)
{
    private const int MostBytes = 64 << 20;

    /// <summary>The files of a model's revision, of one commit even where the revision moves meanwhile.</summary>
    /// <exception cref="HubException">There is none, or it may not be read.</exception>
    public Task<ModelListing> Read(ModelName name, CancellationToken cancellation) =>
        BackOff.Run(settings, () => ReadOnce(name, cancellation), cancellation);

    private async Task<ModelListing> ReadOnce(ModelName name, CancellationToken cancellation)
    {
        var path = $"api/models/{name.Repository}/revision/{Uri.EscapeDataString(name.RevisionOrDefault)}?blobs=true";
        var (answer, address) = await connection.Get(settings.At(path), 0, null, cancellation).ConfigureAwait(false);
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
            {
                throw Refusal.Of(answer, address, name, null, settings.Token is not null);
            }

            return Parsed(name, address, await Body(answer, address, cancellation).ConfigureAwait(false));
        }
    }

    private async Task<byte[]> Body(HttpResponseMessage answer, Uri address, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Patience);
        try
        {
            await answer.Content.LoadIntoBufferAsync(MostBytes, limit.Token).ConfigureAwait(false);
            return await answer.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException(HubConnection.Unreachable(address, "its answer stopped midway", e));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransientException(HubConnection.Unreachable(address, e.Message, e));
        }
    }

    private static ModelListing Parsed(ModelName name, Uri address, byte[] body)
    {
        var host = HubConnection.HostOf(address);
        // Such as the page of a proxy.
        var noHub = new HubAnswerException(
            $"{host}: it does not answer as a hub does: expected a list of the files of {name}, found other text. Check HF_ENDPOINT, the proxy, and whether this network asks for a sign-in first."
        );
        using var document = JsonDocument.Parse(JsonText.Checked(host, body, _ => noHub));
        var root = document.RootElement;
        return
            root.ValueKind == JsonValueKind.Object
            && Text(root, "sha") is { } commit
            && ModelName.IsCommit(commit)
            && root.TryGetProperty("siblings", out var siblings)
            && siblings.ValueKind == JsonValueKind.Array
            ? Listed(name, commit.ToLowerInvariant(), siblings)
            : throw noHub;
    }

    private static ModelListing Listed(ModelName name, string commit, JsonElement siblings)
    {
        var files = new SortedDictionary<string, HubFile>(StringComparer.Ordinal);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var one in siblings.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            var large = one.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object ? lfs : one;
            var digest = Text(large, "sha256") ?? Text(one, "blobId");
            // What has neither a name, a size nor a digest cannot be checked, and is not taken.
            if (
                Text(one, "rfilename") is { } path
                && FilePath.IsSafe(path)
                && large.TryGetProperty("size", out var number)
                && number.ValueKind == JsonValueKind.Number
                && number.TryGetInt64(out var size)
                && size >= 0
                && ContentDigest.IsKnown(digest)
            )
            {
                files[path] = new HubFile(path, size, digest!);
            }
            else if (Text(one, "rfilename") is { } other)
            {
                others.Add(other);
            }
        }

        return new ModelListing(name, commit, files, others);
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

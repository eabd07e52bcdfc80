namespace Circuitry.Hub;

/// <summary>Asks the hub where a file's content is, and holds what it says to what it said before.</summary>
internal sealed class FileAddress(HubConnection connection, HubSettings settings, ModelListing listing)
{
    /// <summary>The address of a file's content: at the hub, or at its storage for a short time.</summary>
    /// <exception cref="TransientException">There was no answer.</exception>
    /// <exception cref="HubException">There is none, or it may not be read.</exception>
    public async Task<Uri> Of(HubFile file, CancellationToken cancellation)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var address = settings.At($"{listing.Name.Repository}/resolve/{listing.Commit}/{path}");
        for (var redirects = 0; redirects < 5; redirects++)
        {
            using var answer = await connection
                .Send(HttpMethod.Head, address, 0, null, cancellation)
                .ConfigureAwait(false);
            var next = HubConnection.Redirect(address, answer);
            // Within the hub, such as to a model's new name; what leads out of it is the storage's address.
            if (
                next is not null
                && (
                    HubConnection.IsRelative(answer)
                    || connection.IsHub(next) && Refusal.Header(answer, "X-Linked-Etag") is null
                )
            )
            {
                address = next;
                continue;
            }

            if (next is null && !answer.IsSuccessStatusCode)
            {
                throw Refusal.Of(answer, address, listing.Name, file.Path, settings.Token is not null);
            }

            Check(answer, address, file);
            return next ?? address;
        }

        throw HubConnection.Endless(address);
    }

    private void Check(HttpResponseMessage answer, Uri address, HubFile file)
    {
        var host = HubConnection.HostOf(address);
        if (Refusal.Header(answer, "X-Repo-Commit") is not { } commit)
        {
            throw new HubAnswerException(
                $"{host}: it answers to a request for {file.Path}, but not as a hub does: it names no commit. Check HF_ENDPOINT, the proxy, and whether this network asks for a sign-in first."
            );
        }

        var digest = Refusal.Header(answer, "X-Linked-Etag") ?? answer.Headers.ETag?.Tag;
        digest = digest is null ? null : Digest(digest);
        if (
            !commit.Equals(listing.Commit, StringComparison.OrdinalIgnoreCase)
            || ContentDigest.IsKnown(digest) && digest != file.Digest
        )
        {
            throw new HubAnswerException(
                $"{host}: it contradicts itself: {file.Path} of {listing.Name.Repository} is {file.Digest} at {listing.Commit} in its list, and {VisibleText.Short(digest ?? "unnamed")} at {VisibleText.Short(commit)} when asked for it. Try again; check HF_ENDPOINT if that does not help."
            );
        }
    }

    private static string Digest(string tag) =>
        (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');
}

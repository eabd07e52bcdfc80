namespace Circuitry.Hub;

/// <summary>Brings files of one commit into the cache, several at once.</summary>
internal sealed class ModelTransfer(
    HubConnection connection,
    HubSettings settings,
    HubCache cache,
    ModelListing listing
)
{
    /// <summary>Fetches what is missing of files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Is notified of bytes.</param>
    /// <param name="cancellation">Ends the transfer; what has arrived is kept.</param>
    /// <exception cref="HubException">A file cannot be fetched.</exception>
    public async Task Fetch(IReadOnlyList<HubFile> files, IProgress<Progress>? progress, CancellationToken cancellation)
    {
        var missing = files.Where(file => !cache.Holds(listing.Commit, file)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var contents = missing.Where(file => !cache.HoldsBlob(file)).DistinctBy(file => file.Digest).ToList();
        var (total, arrived) = (contents.Sum(file => file.Size), contents.Sum(cache.Arrived));
        DiskSpace.Require(cache.Blobs, total - arrived, listing.Name.ToString());
        var meter = new TransferProgress(progress, $"download {listing.Name}", total, arrived);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Options.Parallel,
            CancellationToken = cancellation,
        };
        var fresh = contents.Select(file => file.Digest).ToHashSet(StringComparer.Ordinal);
        await Parallel
            .ForEachAsync(
                contents,
                options,
                async (file, ended) => await Fetch(file, meter, ended).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        using var held = await Take(cache.EditLock, meter, cancellation).ConfigureAwait(false);
        foreach (var file in missing)
        {
            // Where there are no links, one file takes the content along.
            cache.Show(
                listing.Commit,
                file,
                isNew: fresh.Contains(file.Digest) && missing.FindLast(other => other.Digest == file.Digest) == file
            );
        }
    }

    private async Task Fetch(HubFile file, TransferProgress meter, CancellationToken cancellation)
    {
        using var held = await Take(cache.Lock(file.Digest), meter, cancellation).ConfigureAwait(false);
        if (cache.HoldsBlob(file))
        {
            // Whoever held the lock has brought it.
            return;
        }

        using var part = new PartFile(cache.Part(file.Digest), file, meter.Add);
        await new FileTransfer(connection, settings, listing, file).Complete(part, cancellation).ConfigureAwait(false);
        part.Finish(cache.Blob(file.Digest));
    }

    private Task<FileLock> Take(string path, TransferProgress meter, CancellationToken cancellation) =>
        FileLock.Take(path, settings.Options.LongestLock, waited => meter.Waiting(path, waited), cancellation);
}

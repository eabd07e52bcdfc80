namespace Circuitry.Hub;

/// <summary>One download of a model, or of its configuration alone, from the name to the folder.</summary>
internal sealed class HubDownload
{
    private readonly ModelName _name;
    private readonly HubSettings _settings;
    private readonly HubCache _cache;
    private readonly bool _isWhole;

    /// <exception cref="HubException">The name is none, or the environment's values cannot be used.</exception>
    public HubDownload(string name, HubOptions? options, bool isWhole)
    {
        _name =
            ModelName.TryParse(name)
            ?? throw new ModelNameException(
                $"'{VisibleText.Short(name)}' is no name of a model. Write owner/name, with @ and a branch, tag or commit behind it where one is meant, such as google/gemma-2-2b@main."
            );
        _settings = HubSettings.Of(options ?? new HubOptions());
        _cache = new HubCache(_settings, _name);
        _isWhole = isWhole;
    }

    public async Task<ModelFolder> Run(IProgress<Progress>? progress, CancellationToken cancellation)
    {
        try
        {
            return _settings.Offline
                ? Cached() ?? throw Offline()
                : await Fetch(progress, cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (DiskSpace.IsFull(e))
        {
            throw new DiskFullException(
                $"{_settings.Cache}: the disk is full. Make room, or set HF_HUB_CACHE to a folder on another disk.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubCacheException(
                $"{_settings.Cache}: {e.Message.TrimEnd('.')}. Check who may write there, or set HF_HUB_CACHE to another folder.",
                e
            );
        }
    }

    private async Task<ModelFolder> Fetch(IProgress<Progress>? progress, CancellationToken cancellation)
    {
        using var connection = new HubConnection(_settings);
        ModelListing listing;
        try
        {
            listing = await new ListingReader(connection, _settings).Read(_name, cancellation).ConfigureAwait(false);
        }
        catch (HubException e) when (CannotAsk(e) && Cached() is { } cached)
        {
            return cached;
        }

        var transfer = new ModelTransfer(connection, _settings, _cache, listing);
        var snapshot = _cache.Snapshot(listing.Commit);
        if (!_isWhole)
        {
            await transfer.Fetch([NeededFiles.OfConfiguration(listing)], progress, cancellation).ConfigureAwait(false);
            if (_cache.Commit(_name.RevisionOrDefault) is null)
            {
                // One that is there may lead to weights.
                await Note(listing.Commit, cancellation).ConfigureAwait(false);
            }

            return ModelFolder.Of(Path.Combine(snapshot, NeededFiles.Configuration));
        }

        var files = NeededFiles.Of(listing);
        await transfer.Fetch(files, progress, cancellation).ConfigureAwait(false);
        if (files.Any(file => file.Path == NeededFiles.Index))
        {
            var shards = NeededFiles.Shards(listing, Path.Combine(snapshot, NeededFiles.Index));
            await transfer.Fetch(shards, progress, cancellation).ConfigureAwait(false);
        }

        foreach (var file in NeededFiles.LackedBy(listing))
        {
            _cache.NoteLack(listing.Commit, file);
        }

        // Last: until all is there, the branch stays at the commit that was complete before.
        await Note(listing.Commit, cancellation).ConfigureAwait(false);
        return ModelFolder.Of(snapshot);
    }

    private async Task Note(string commit, CancellationToken cancellation)
    {
        if (_cache.Commit(_name.RevisionOrDefault) != commit)
        {
            using var held = await FileLock
                .Take(_cache.EditLock, _settings.Options.LongestLock, _ => { }, cancellation)
                .ConfigureAwait(false);
            _cache.Note(_name.RevisionOrDefault, commit);
        }
    }

    /// <summary>The model in the cache, if it is complete; null otherwise.</summary>
    private ModelFolder? Cached()
    {
        if (_cache.Commit(_name.RevisionOrDefault) is not { } commit)
        {
            return null;
        }

        var snapshot = _cache.Snapshot(commit);
        return _isWhole
            ? NeededFiles.AreIn(snapshot)
                ? ModelFolder.Of(snapshot)
                : null
            : NeededFiles.IsThere(snapshot, NeededFiles.Configuration)
                ? ModelFolder.Of(Path.Combine(snapshot, NeededFiles.Configuration))
                : null;
    }

    // As Python's tools do: a hub that cannot be asked, or lets nobody in any more, does not take away what is here.
    private static bool CannotAsk(HubException e) =>
        e
            is HubUnreachableException
                or HubBusyException
                or GatedModelException
                or TokenMissingException
                or TokenRefusedException;

    private HubOfflineException Offline() =>
        new(
            $"{_name}: it is not in {_settings.Cache}, and the hub may not be asked, because HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set. Unset it, or copy the model into the cache."
        );
}

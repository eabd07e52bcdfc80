namespace Circuitry.Hub;

/// <summary>
/// Downloads published models by name into the Hugging Face cache, which Python's tools share. Nothing else in Circuitry goes to the
/// network, and this does only when called.
/// </summary>
public static class ModelHub
{
    /// <summary>
    /// Downloads what is missing of a model: configuration, weights as safetensors, tokenizer. A download that was stopped, however,
    /// continues where it was.
    /// </summary>
    /// <remarks>
    /// Every file is of one commit, and its size and digest are those that the hub announced. Where the hub cannot be asked, a complete
    /// copy in the cache is given instead.
    /// </remarks>
    /// <param name="name">The model, such as <c>google/gemma-2-2b</c>, with <c>@</c> and a branch, tag or commit where one is meant.</param>
    /// <param name="options">Options; null for the environment's.</param>
    /// <param name="progress">Is notified of bytes and time left, from several threads but never by two at once.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept.</param>
    /// <returns>The folder, from which <c>Load</c> reads, with the commit.</returns>
    /// <exception cref="HubException">It cannot be downloaded; the type says why.</exception>
    public static ModelFolder Download(
        string name,
        HubOptions? options = null,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    ) =>
        Task.Run(() => DownloadAsync(name, options, progress, cancellation), CancellationToken.None)
            .GetAwaiter()
            .GetResult();

    /// <summary>Downloads what is missing of a model, as <see cref="Download"/> does, without blocking.</summary>
    /// <inheritdoc cref="Download" path="/param"/>
    /// <returns>The folder, from which <c>Load</c> reads, with the commit.</returns>
    /// <exception cref="HubException">It cannot be downloaded; the type says why.</exception>
    public static Task<ModelFolder> DownloadAsync(
        string name,
        HubOptions? options = null,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    ) => new HubDownload(name, options, isWhole: true).Run(progress, cancellation);

    /// <summary>Downloads the <c>config.json</c> of a model and nothing else, to declare it by.</summary>
    /// <param name="name">The model, with <c>@</c> and a branch, tag or commit where one is meant.</param>
    /// <param name="options">Options; null for the environment's.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The file, with the commit.</returns>
    /// <exception cref="HubException">It cannot be downloaded; the type says why.</exception>
    public static ModelFolder DownloadConfiguration(
        string name,
        HubOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        Task.Run(() => new HubDownload(name, options, isWhole: false).Run(null, cancellation), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
}

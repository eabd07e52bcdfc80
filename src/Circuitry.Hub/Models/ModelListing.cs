namespace Circuitry.Hub;

/// <summary>The files of a model at a commit.</summary>
/// <param name="Name">The model, as it was asked for.</param>
/// <param name="Commit">The commit that its revision is.</param>
/// <param name="Files">Its files by path.</param>
internal sealed record ModelListing(ModelName Name, string Commit, IReadOnlyDictionary<string, HubFile> Files)
{
    /// <summary>A file; null where there is none.</summary>
    public HubFile? this[string path] => Files.GetValueOrDefault(path);
}

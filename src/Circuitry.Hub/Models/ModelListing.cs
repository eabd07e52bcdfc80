namespace Circuitry.Hub;

/// <summary>The files of a model at a commit.</summary>
/// <param name="Name">The model, as it was asked for.</param>
/// <param name="Commit">The commit that its revision is.</param>
/// <param name="Files">Its files by path, as far as they can be checked.</param>
/// <param name="Others">The names of other files.</param>
internal sealed record ModelListing(
    ModelName Name,
    string Commit,
    IReadOnlyDictionary<string, HubFile> Files,
    IReadOnlySet<string> Others
)
{
    /// <summary>A file; null where there is none.</summary>
    public HubFile? this[string path] => Files.GetValueOrDefault(path);

    /// <summary>Whether the model has no file of a name.</summary>
    public bool Lacks(string path) => !Files.ContainsKey(path) && !Others.Contains(path);
}

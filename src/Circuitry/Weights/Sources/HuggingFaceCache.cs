namespace Circuitry.Weights;

/// <summary>Finds models that Hugging Face's own tools have downloaded. It never downloads anything.</summary>
public static class HuggingFaceCache
{
    private const long LongestReference = 4096;

    /// <summary>
    /// The cache's folder: <c>HF_HUB_CACHE</c>, or <c>hub</c> in <c>HF_HOME</c>, or <c>huggingface/hub</c> in
    /// <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>. A <c>~</c> and variables such as <c>$HOME</c> in them are put in.
    /// </summary>
    public static string Root => new HuggingFaceHome().Cache;

    /// <summary>The folder of a model's files; null if the cache does not hold it with weights in safetensors form.</summary>
    /// <param name="repository">The repository, such as <c>openai-community/gpt2</c>.</param>
    /// <param name="revision">The branch, tag or commit.</param>
    /// <param name="root">The cache's folder; null for <see cref="Root"/>.</param>
    /// <exception cref="WeightsException">The file that says which commit a branch is at cannot be read.</exception>
    public static string? Find(string repository, string revision = "main", string? root = null)
    {
        var model = Path.Combine(root ?? Root, new ModelName(repository, revision).FolderName);
        var reference = Path.Combine(model, "refs", revision);
        // A folder or a pipe in its place is an error, not another revision.
        var commit = Path.Exists(reference) ? CommitIn(reference) : revision;
        var snapshot = Path.Combine(model, "snapshots", commit);
        return new[] { "model.safetensors", "model.safetensors.index.json" }.Any(name =>
            Holds(Path.Combine(snapshot, name))
        )
            ? snapshot
            : null;
    }

    private static string CommitIn(string reference)
    {
        var commit = InputFile.Text(reference, LongestReference, WeightsException.Of).Trim();
        return commit.Length > 0 && commit.All(char.IsAsciiHexDigit)
            ? commit
            : throw new WeightsException(
                reference,
                null,
                "a commit in hexadecimal digits",
                $"'{VisibleText.Short(commit)}'",
                "Fetch the model again, or give the path of its folder."
            );
    }

    /// <summary>Whether there is a file; the cache's are links, and File.Exists is content with one whose target is gone.</summary>
    private static bool Holds(string path) =>
        File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);
}

namespace Circuitry.Weights;

/// <summary>The folder or file of a model's weights, with the name and commit that they were published under where that is known.</summary>
public sealed class ModelFolder
{
    private ModelFolder(string path, string? revision) => (Path, Revision) = (path, revision);

    /// <summary>The folder, or the file of the weights themselves.</summary>
    public string Path { get; }

    /// <summary>
    /// Repository and commit, such as <c>google/gemma-2-2b@c5ebcd40d208330abc697524c919956e692655cf</c>; null where the path is not
    /// one of the Hugging Face cache's snapshots.
    /// </summary>
    public string? Revision { get; }

    /// <summary>Finds a model by its path, or by its name in the Hugging Face cache. It downloads nothing.</summary>
    /// <param name="nameOrPath">
    /// A folder or file, or else the name of a model such as <c>google/gemma-2-2b</c>, with <c>@</c> and a branch, tag or commit
    /// behind it where another than <c>main</c> is meant. A path that exists is never taken for a name.
    /// </param>
    /// <param name="cache">The cache's folder; null for <see cref="HuggingFaceCache.Root"/>.</param>
    /// <exception cref="WeightsException">There is no such path, and the cache holds no such model in safetensors form.</exception>
    public static ModelFolder Find(string nameOrPath, string? cache = null) =>
        TryFind(nameOrPath, cache) ?? throw Missing(nameOrPath, cache);

    /// <summary>Finds a model by its path, or by its name in the Hugging Face cache; null if it is in neither place. It downloads nothing.</summary>
    /// <param name="nameOrPath">A folder or file, or else the name of a model, with <c>@</c> and a revision where one is meant.</param>
    /// <param name="cache">The cache's folder; null for <see cref="HuggingFaceCache.Root"/>.</param>
    /// <exception cref="WeightsException">The file that says which commit a branch is at cannot be read.</exception>
    public static ModelFolder? TryFind(string nameOrPath, string? cache = null) =>
        System.IO.Path.Exists(nameOrPath) ? Of(nameOrPath)
        : ModelName.TryParse(nameOrPath) is { } name
        && HuggingFaceCache.Find(name.Repository, name.RevisionOrDefault, cache) is { } folder
            ? Of(folder)
        : null;

    /// <summary>A path that exists, with the revision that its place in the cache gives it.</summary>
    internal static ModelFolder Of(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var snapshot = new DirectoryInfo(
            Directory.Exists(full)
                ? System.IO.Path.TrimEndingDirectorySeparator(full)
                : System.IO.Path.GetDirectoryName(full)!
        );
        return
            ModelName.IsCommit(snapshot.Name)
            && snapshot.Parent is { Name: "snapshots", Parent: { } model }
            && ModelName.RepositoryOf(model.Name) is { } repository
            ? new ModelFolder(path, $"{repository}@{snapshot.Name}")
            : new ModelFolder(path, null);
    }

    private static WeightsException Missing(string nameOrPath, string? cache) =>
        ModelName.TryParse(nameOrPath) is { } name
            ? new WeightsException(
                nameOrPath,
                null,
                "a folder with 'model.safetensors' or its index, such a file, or a model with safetensors in the Hugging Face cache",
                $"nothing of this name, nor '{name.FolderName}' at '{name.RevisionOrDefault}' in {cache ?? HuggingFaceCache.Root}",
                $"Check path and name; fetch the model once with Circuitry.Hub's ModelHub.Download(\"{name}\"), or with 'hf download {name.Repository}'."
            )
            : new WeightsException(
                nameOrPath,
                null,
                "a folder with 'model.safetensors' or 'model.safetensors.index.json', or such a file",
                "nothing of this name",
                "Check the path."
            );

    /// <summary>The revision, or else the path.</summary>
    public override string ToString() => Revision ?? Path;
}

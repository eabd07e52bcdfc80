namespace Circuitry.Experiments;

/// <summary>A model that others have published and that does not ship: its weights are read from where the user has them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Repositories">The names of its repository on the Hugging Face hub, the present one first.</param>
internal sealed record PublishedModel(string Name, IReadOnlyList<string> Repositories)
{
    /// <summary>Finds the folder of the weights; nothing is downloaded.</summary>
    /// <param name="given">The folder or name that a user has given; null to look for this model in the cache.</param>
    /// <exception cref="CommandException">There is none; the message says how to get them.</exception>
    public string Folder(string? given) =>
        given is null ? Cached ?? throw new CommandException($"the weights of {Name} are not here. {HowToGet}")
        : ModelFolder.TryFind(given) is { } found ? Opened(found.Path)
        : throw new CommandException(
            $"--weights names '{given}', where there is nothing, nor is it a model in {HuggingFaceCache.Root}. {HowToGet}"
        );

    // So that an error of the weights is reported before anything else that is missing next to them.
    private static string Opened(string path)
    {
        TensorSource.Open(path).Dispose();
        return path;
    }

    /// <summary>The folder in the Hugging Face cache; null if it is not there.</summary>
    public string? Cached =>
        Repositories.Select(repository => HuggingFaceCache.Find(repository)).FirstOrDefault(found => found is not null);

    /// <summary>Instructions to obtain the weights.</summary>
    public string HowToGet =>
        $"Give --download to fetch them once, or fetch them with 'hf download {Repositories[0]}' (they are then found in {HuggingFaceCache.Root}), "
        + "or give the folder that holds model.safetensors and the tokenizer, or the name of a model in the cache, with --weights";
}

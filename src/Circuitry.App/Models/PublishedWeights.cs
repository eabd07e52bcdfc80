namespace Circuitry.App;

/// <summary>The weights of a model that others have published and that does not come with the program.</summary>
internal static class PublishedWeights
{
    /// <summary>Finds the folder of an experiment's weights; nothing is downloaded.</summary>
    /// <param name="entry">The experiment.</param>
    /// <param name="given">The folder or name that a user has given; null to look for the experiment's own model in the cache.</param>
    /// <returns>The folder; null where the weights come with the program.</returns>
    /// <exception cref="CommandException">There is none; the message says how to get them.</exception>
    public static string? Find(ExperimentEntry entry, string? given)
    {
        if (given is null)
        {
            return entry.IsComplete
                ? null
                : Cached(entry)
                    ?? throw new CommandException(
                        $"the weights of {entry.Declaration.Model} are not here. {HowToGet(entry)}"
                    );
        }

        return ModelFolder.TryFind(given) is { } found
            ? Opened(found.Path)
            : throw new CommandException(
                $"--weights names '{given}', where there is nothing, nor is it a model in {HuggingFaceCache.Root}. {HowToGet(entry)}"
            );
    }

    /// <summary>The folder in the Hugging Face cache; null if it is not there.</summary>
    public static string? Cached(ExperimentEntry entry) =>
        entry.HubName is { } name && ModelFolder.TryFind(name) is { } found ? found.Path : null;

    /// <summary>Instructions to obtain the weights.</summary>
    public static string HowToGet(ExperimentEntry entry) =>
        (
            entry.HubName is { } name
                ? $"Give --download to fetch them once, or fetch them with 'hf download {name}' (they are then found in {HuggingFaceCache.Root}), or give"
                : "Give"
        )
        + " the folder that holds model.safetensors and the tokenizer, or the name of a model in the cache, with --weights";

    // So that an error of the weights is reported before anything else that is missing next to them.
    private static string Opened(string path)
    {
        TensorSource.Open(path).Dispose();
        return path;
    }
}

namespace Circuitry.Hub;

/// <summary>Chooses the files of a model that are read here: configuration, weights as safetensors, tokenizer. Never a pickle.</summary>
internal static class NeededFiles
{
    public const string Configuration = "config.json";
    public const string Weights = "model.safetensors";
    public const string Index = "model.safetensors.index.json";

    private static readonly string[] IfThere =
    [
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "generation_config.json",
    ];

    private static readonly string[][] Tokenizers =
    [
        ["tokenizer.json"],
        ["vocab.json", "merges.txt"],
        ["tokenizer.model"],
    ];

    /// <summary>Everything but the shards, which the index names.</summary>
    /// <exception cref="HubFileNotFoundException">There is no configuration.</exception>
    /// <exception cref="NoSafetensorsException">There are no weights that can be read.</exception>
    public static IReadOnlyList<HubFile> Of(ModelListing listing) =>
        [
            OfConfiguration(listing),
            listing[Weights] ?? listing[Index] ?? throw Missing(listing),
            .. (Tokenizers.FirstOrDefault(files => files.All(file => listing[file] is not null)) ?? [])
                .Concat(IfThere)
                .Select(file => listing[file])
                .OfType<HubFile>(),
        ];

    /// <summary>The files that are looked for and that the model does not have.</summary>
    public static IEnumerable<string> LackedBy(ModelListing listing) =>
        ((string[])[Weights, Index, .. Tokenizers.SelectMany(files => files), .. IfThere]).Where(listing.Lacks);

    /// <summary>The configuration.</summary>
    /// <exception cref="HubFileNotFoundException">There is none.</exception>
    public static HubFile OfConfiguration(ModelListing listing) =>
        listing[Configuration] ?? throw Refusal.Lacking(listing.Name, Configuration);

    /// <summary>The shards that an index names.</summary>
    /// <param name="listing">The files that there are.</param>
    /// <param name="index">The index on disk.</param>
    /// <exception cref="WeightsException">The index is malformed.</exception>
    /// <exception cref="HubAnswerException">It names a file that is not next to it.</exception>
    public static IReadOnlyList<HubFile> Shards(ModelListing listing, string index) =>
        [
            .. Named(index)
                .Select(file =>
                    (FilePath.IsSafe(file) && !file.Contains('/') ? listing[file] : null)
                    ?? throw new HubAnswerException(
                        $"{listing.Name}: its {Index} names '{VisibleText.Short(file)}', which is no file next to it. Name another revision, or tell the model's authors."
                    )
                ),
        ];

    /// <summary>Whether a folder holds a configuration and all of the weights.</summary>
    public static bool AreIn(string folder) =>
        IsThere(folder, Configuration)
        && (
            IsThere(folder, Weights)
            || IsThere(folder, Index)
                && Named(Path.Combine(folder, Index)).All(file => FilePath.IsSafe(file) && IsThere(folder, file))
        );

    /// <summary>Whether a folder holds a file that is no link to nothing.</summary>
    public static bool IsThere(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);
    }

    private static IEnumerable<string> Named(string index) =>
        ShardedTensorSource.ReadIndex(index).Select(pair => pair.File).Distinct().Order(StringComparer.Ordinal);

    private static NoSafetensorsException Missing(ModelListing listing)
    {
        var others = listing
            .Files.Keys.Where(file => Path.GetExtension(file) is ".bin" or ".pt" or ".pth" or ".gguf" or ".safetensors")
            .Take(3);
        var found = string.Join(", ", others);
        return new NoSafetensorsException(
            $"{listing.Name}: it has no {Weights} and no {Index}, but {(found.Length == 0 ? "no weights at all" : found)}. A revision such as 'refs/pr/1' often holds them, converted: look at the model's pull requests, and name it behind '@'."
        );
    }
}

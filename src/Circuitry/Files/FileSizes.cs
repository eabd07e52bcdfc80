namespace Circuitry.Files;

/// <summary>
/// The largest files that are read whole, by kind and in bytes: many times what exists of each, and little enough that a wrong or
/// endless file is refused before memory runs out.
/// </summary>
internal static class FileSizes
{
    /// <summary>Configurations, indices of shards and manifests of dictionaries.</summary>
    public const long Configuration = 16L << 20;

    /// <summary>Tokenizers; the largest published ones have some 30 million bytes.</summary>
    public const long Tokenizer = 256L << 20;

    /// <summary>Prompts.</summary>
    public const long Prompts = 512L << 20;

    /// <summary>Circuits and other results, judgements, and checkpoints saved as text.</summary>
    public const long Result = 512L << 20;
}

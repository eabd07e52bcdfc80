namespace Circuitry.Datasets;

/// <summary>Decides whether text gets a leading space if <c>tokenizer_config.json</c> mentions it.</summary>
internal static class FirstSpace
{
    /// <summary>Whether it does.</summary>
    /// <param name="file">The tokenizer's own file.</param>
    /// <param name="parts">Its contents.</param>
    /// <param name="config">The <c>tokenizer_config.json</c> next to it.</param>
    public static bool Of(string file, TokenizerParts parts, TokenizerConfig config)
    {
        var member = config["add_prefix_space"];
        var said = member.Flag();
        if (!config.Exists || said == parts.AddsSpaces)
        {
            return parts.AddsSpaces;
        }

        // Where bytes are one step of several the library does not find it, except in some classes and versions.
        var isSettable = parts.IsSplitByBytesAlone && !config.Class.KeepsSpace;
        return said switch
        {
            not null when isSettable => said.Value,
            null when !parts.AddsSpaces || !isSettable => parts.AddsSpaces,
            null when config.Class.SetsSpace => false,
            _ => throw member.Refusal(
                parts.AddsSpaces
                    ? $"true, since {file} puts a space in front of text"
                    : $"false, since {file} puts no space in front of text",
                "Some versions of the library follow the one file and some the other: let both say what the model was trained with."
            ),
        };
    }
}

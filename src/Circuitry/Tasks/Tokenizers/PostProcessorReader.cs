namespace Circuitry.Datasets;

/// <summary>Reads the tokens that <c>tokenizer.json</c> puts in front of a prompt.</summary>
internal static class PostProcessorReader
{
    /// <summary>Their ids.</summary>
    public static IEnumerable<int> Prefix(TokenizerMember processor)
    {
        switch (processor.Type)
        {
            // ByteLevel here changes offsets, which nothing reads.
            case null when !processor.IsThere:
            case "ByteLevel":
                return [];
            case "Sequence":
                processor.Allow("type", "processors");
                int[][] all = [.. processor["processors"].Items().Select(one => Prefix(one).ToArray())];
                // What a second template makes of a first one's text depends on what it says of pairs.
                return all.Count(one => one.Length > 0) < 2
                    ? all.SelectMany(one => one)
                    : throw processor.Refusal("one template at most", "Use prompts of token ids with this model.");
            default:
                processor.RequireType("TemplateProcessing", TokenizerRemedies.Ending);
                return Template(processor);
        }
    }

    private static IEnumerable<int> Template(TokenizerMember processor)
    {
        processor.Allow("type", "single", "pair", "special_tokens");
        var parts = processor["single"].Items().ToArray();
        foreach (var part in parts)
        {
            part.Allow("Sequence", "SpecialToken");
            foreach (var (_, piece) in part.Members())
            {
                piece.Allow("id", "type_id");
            }
        }

        return parts.Length > 0 && parts[^1]["Sequence"] is { IsThere: true } text && text["id"].Text() == "A"
            ? parts[..^1]
                .SelectMany(part => Ids(processor["special_tokens"], part["SpecialToken"]["id"].Text()))
                .ToArray()
            : throw processor["single"].Refusal("a template that ends with the text", TokenizerRemedies.Ending);
    }

    private static IEnumerable<int> Ids(TokenizerMember tokens, string name)
    {
        if (tokens[name].IsThere)
        {
            tokens[name].Allow("id", "ids", "tokens");
        }

        int[] ids = [.. tokens[name]["ids"].Items().Select(id => id.Number())];
        return ids.Length > 0 ? ids : throw tokens[name].Damage("the ids of a token that the template names");
    }
}

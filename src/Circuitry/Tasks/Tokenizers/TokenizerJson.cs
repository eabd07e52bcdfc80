using System.Text.Json;

namespace Circuitry;

/// <summary>
/// Hugging Face's <c>tokenizer.json</c>, as far as byte-level tokenizers and those of whole words go; whatever else it says is
/// refused.
/// </summary>
internal static class TokenizerJson
{
    public static TokenizerParts Read(string file)
    {
        using var json = TokenizerFolder.Json(file);
        var root = new TokenizerMember(file, "", json.RootElement);
        root.Allow(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model"
        );
        root["truncation"].RequireNothing();
        root["padding"].RequireNothing();
        return root["model"].Type == "WordLevel" ? ReadWords(file, root) : ReadMerges(file, root);
    }

    private static TokenizerParts ReadWords(string file, TokenizerMember root)
    {
        // Fuse: the text of tokens is theirs joined. Without a decoder it would have spaces in between.
        root["decoder"].RequireType("Fuse");
        var model = root["model"];
        model.Allow("type", "vocab", "unk_token");
        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(file, "model.vocab", model["vocab"].Required()),
            IsOfWholeWords = true,
            UnknownToken = model["unk_token"].Text(),
            AddedTokens = [.. root["added_tokens"].Items().Select(Added)],
            Composes = Composes(root["normalizer"]),
            Patterns = [.. Patterns(root["pre_tokenizer"], endsInBytes: false)],
            Prefix = [.. Prefix(root["post_processor"])],
        };
    }

    private static TokenizerParts ReadMerges(string file, TokenizerMember root)
    {
        root["decoder"].RequireType("ByteLevel");
        var model = root["model"];
        model.Allow(
            "type",
            "dropout",
            "unk_token",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges",
            "vocab",
            "merges"
        );
        // Files of some years ago leave the type out where it is this one.
        if (model["type"].IsThere)
        {
            model.RequireType("BPE");
        }

        foreach (
            var member in (string[])["dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback"]
        )
        {
            model[member].RequireNothing();
        }

        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(file, "model.vocab", model["vocab"].Required()),
            Merges = [.. model["merges"].Items().Select(Merge)],
            AddedTokens = [.. root["added_tokens"].Items().Select(Added)],
            Composes = Composes(root["normalizer"]),
            Patterns = [.. Patterns(root["pre_tokenizer"], endsInBytes: true)],
            PrefersWholePieces = model["ignore_merges"].Flag(otherwise: false),
            Prefix = [.. Prefix(root["post_processor"])],
        };
    }

    private static string Merge(TokenizerMember merge) =>
        merge.Element.ValueKind == JsonValueKind.Array
            ? string.Join(' ', merge.Items().Select(half => half.Text()))
            : merge.Text();

    private static AddedToken Added(TokenizerMember token)
    {
        token.Allow("id", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
        foreach (var member in (string[])["single_word", "lstrip", "rstrip"])
        {
            token[member].RequireNothing();
        }

        var text = token["content"].Text();
        return text.Length > 0
            ? new AddedToken(
                token["id"].Number(),
                text,
                token["normalized"].Flag(otherwise: !token["special"].Flag(otherwise: false))
            )
            : throw token["content"].Refusal("the text of a token");
    }

    private static bool Composes(TokenizerMember normalizer)
    {
        if (!normalizer.IsThere)
        {
            return false;
        }

        if (normalizer.Type == "Sequence")
        {
            return normalizer["normalizers"].Items().Select(Composes).ToArray().Contains(true);
        }

        normalizer.RequireType("NFC");
        return true;
    }

    private static IEnumerable<TokenPattern> Patterns(TokenizerMember splitter, bool endsInBytes)
    {
        switch (splitter.Type)
        {
            case "Sequence":
                var parts = splitter["pretokenizers"].Items().ToArray();
                return parts.Length > 0
                    ? parts.SelectMany((part, i) => Patterns(part, endsInBytes && i == parts.Length - 1))
                    : throw splitter.Refusal("at least one pre-tokenizer");
            case "Split" when !endsInBytes:
                splitter.Allow("type", "pattern", "behavior", "invert");
                splitter["invert"].RequireNothing();
                splitter["behavior"].RequireText("Isolated");
                return [Pattern(splitter["pattern"])];
            case "Digits" when !endsInBytes:
                splitter.Allow("type", "individual_digits");
                return [new TokenPattern(splitter["individual_digits"].Flag(otherwise: false) ? @"\p{N}" : @"\p{N}+")];
            case "ByteLevel" when endsInBytes:
                splitter.Allow("type", "add_prefix_space", "trim_offsets", "use_regex");
                splitter["add_prefix_space"].RequireNothing();
                return splitter["use_regex"].Flag(otherwise: true) ? [new TokenPattern(TokenPattern.Gpt2)] : [];
            default:
                throw splitter.Refusal(
                    endsInBytes ? "ByteLevel as the last pre-tokenizer" : "Split, Digits or Sequence"
                );
        }
    }

    private static TokenPattern Pattern(TokenizerMember pattern)
    {
        pattern.Allow("Regex", "String");
        if (pattern["String"].IsThere)
        {
            return TokenPattern.Literally(pattern["String"].Text());
        }

        try
        {
            return new TokenPattern(pattern["Regex"].Text());
        }
        catch (ArgumentException e)
        {
            throw pattern["Regex"].Refusal($"a pattern that .NET reads alike ({e.Message})");
        }
    }

    private static IEnumerable<int> Prefix(TokenizerMember processor)
    {
        if (!processor.IsThere || processor.Type == "ByteLevel")
        {
            // ByteLevel here changes offsets, which nothing reads.
            return [];
        }

        if (processor.Type == "Sequence")
        {
            return processor["processors"].Items().SelectMany(Prefix).ToArray();
        }

        processor.RequireType("TemplateProcessing");
        var parts = processor["single"].Items().ToArray();
        if (parts.Length == 0 || !parts[^1]["Sequence"].IsThere)
        {
            throw processor["single"].Refusal("a template that ends with the text");
        }

        return parts[..^1]
            .SelectMany(part =>
                processor["special_tokens"][part["SpecialToken"]["id"].Text()]["ids"].Items().Select(id => id.Number())
            )
            .ToArray();
    }
}

using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>
/// Hugging Face's <c>tokenizer.json</c>, with byte pair encodings and vocabularies of whole words; everything else is refused.
/// </summary>
internal static class TokenizerJson
{
    public static TokenizerParts Read(string file)
    {
        using var json = TokenizerFolder.Json(file);
        var root = new TokenizerMember(file, "", json.RootElement);
        // How a batch is padded or cut is of no one prompt.
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
        if (root["version"].IsThere)
        {
            root["version"].RequireText("1.0", "Only this version is known; use prompts of token ids with this model.");
        }

        var parts = root["model"].Type == "WordLevel" ? ReadWords(root["model"]) : ReadMerges(root["model"]);
        var split = parts with
        {
            AddedTokens = [.. root["added_tokens"].Items().Select(token => AddedTokenReader.Read(token)).Distinct()],
            Normalizers = NormalizerReader.Read(root["normalizer"]),
            PreTokenizers = PreTokenizerReader.Read(root["pre_tokenizer"]),
            Prefix = [.. PostProcessorReader.Prefix(root["post_processor"])],
        };
        return split with { Decoders = DecoderReader.Read(root["decoder"], split.IsByteLevel) };
    }

    private static TokenizerParts ReadWords(TokenizerMember model)
    {
        model.Allow("type", "vocab", "unk_token");
        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(model["vocab"]),
            IsOfWholeWords = true,
            UnknownToken = model["unk_token"].Text(),
        };
    }

    private static TokenizerParts ReadMerges(TokenizerMember model)
    {
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
            model.RequireType("BPE", TokenizerRemedies.OtherKind);
        }

        model["dropout"].RequireNothing(TokenizerRemedies.Dropout);
        model["continuing_subword_prefix"].RequireNothing(TokenizerRemedies.Marks);
        model["end_of_word_suffix"].RequireNothing(TokenizerRemedies.Marks);
        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(model["vocab"]),
            Merges = [.. model["merges"].Items().Select(Merge)],
            PrefersWholePieces = model["ignore_merges"].Flag(otherwise: false),
            FallsBackToBytes = model["byte_fallback"].Flag(otherwise: false),
            FusesUnknown = model["fuse_unk"].Flag(otherwise: false),
            UnknownToken = model["unk_token"].IsThere ? model["unk_token"].Text() : null,
        };
    }

    private static (string Left, string Right) Merge(TokenizerMember merge)
    {
        string[] halves =
            merge.Element.ValueKind == JsonValueKind.Array
                ? [.. merge.Items().Select(half => half.Text())]
                : merge.Text().Split(' ');
        return halves is [var left, var right] ? (left, right) : throw merge.Damage("two tokens");
    }
}

using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>
/// Hugging Face's <c>tokenizer.json</c>, as far as byte-level tokenizers and those of whole words go; everything else is refused.
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

        var parts = root["model"].Type == "WordLevel" ? ReadWords(root) : ReadMerges(root);
        return PreTokenizerReader.Read(root["pre_tokenizer"], parts) with
        {
            AddedTokens = [.. root["added_tokens"].Items().Select(token => AddedTokenReader.Read(token)).Distinct()],
            Composes = Composes(root["normalizer"]),
            Prefix = [.. PostProcessorReader.Prefix(root["post_processor"])],
        };
    }

    private static TokenizerParts ReadWords(TokenizerMember root)
    {
        // Fuse: the text of tokens is theirs joined. Without a decoder it would have spaces in between.
        RequireDecoder(root["decoder"], "Fuse");
        var model = root["model"];
        model.Allow("type", "vocab", "unk_token");
        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(model["vocab"]),
            IsOfWholeWords = true,
            UnknownToken = model["unk_token"].Text(),
        };
    }

    private static TokenizerParts ReadMerges(TokenizerMember root)
    {
        // Without a decoder tokens are joined by spaces, and are the same tokens.
        if (root["decoder"].IsThere)
        {
            RequireDecoder(root["decoder"], "ByteLevel");
        }

        var model = root["model"];
        // A vocabulary of all bytes has no unknown token, so that its settings have no effect.
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
        model["byte_fallback"].RequireNothing(TokenizerRemedies.OtherKind);
        return new TokenizerParts
        {
            Vocabulary = VocabularyFiles.Vocabulary(model["vocab"]),
            Merges = [.. model["merges"].Items().Select(Merge)],
            PrefersWholePieces = model["ignore_merges"].Flag(otherwise: false),
        };
    }

    private static void RequireDecoder(TokenizerMember decoder, string type)
    {
        if (decoder.Type == "Sequence" && decoder["decoders"].Items().ToArray() is [var only])
        {
            RequireDecoder(only, type);
        }
        else
        {
            decoder.RequireType(type, TokenizerRemedies.Decoder);
        }
    }

    private static (string Left, string Right) Merge(TokenizerMember merge)
    {
        string[] halves =
            merge.Element.ValueKind == JsonValueKind.Array
                ? [.. merge.Items().Select(half => half.Text())]
                : merge.Text().Split(' ');
        return halves is [var left, var right] ? (left, right) : throw merge.Damage("two tokens");
    }

    private static bool Composes(TokenizerMember normalizer)
    {
        if (!normalizer.IsThere)
        {
            return false;
        }

        if (normalizer.Type == "Sequence")
        {
            normalizer.Allow("type", "normalizers");
            return normalizer["normalizers"].Items().Select(Composes).ToArray().Contains(true);
        }

        normalizer.RequireType("NFC", TokenizerRemedies.Normalizer);
        normalizer.Allow("type");
        return true;
    }
}

namespace Circuitry.Datasets;

/// <summary>Remedies for members of a tokenizer's files that are not supported, as sentences.</summary>
internal static class TokenizerRemedies
{
    /// <summary>If the kind of tokenizer is not supported.</summary>
    public const string OtherKind =
        "Only byte pair encodings and vocabularies of whole words are read; use prompts of token ids with this model.";

    /// <summary>If text is changed before it is split.</summary>
    public const string Normalizer = "Text is changed in no other way; use prompts of token ids with this model.";

    /// <summary>If text is split in another way.</summary>
    public const string Splitting = "Text is split in no other way; use prompts of token ids with this model.";

    /// <summary>If a prompt would end in extra tokens.</summary>
    public const string Ending =
        "Prompts are answered behind the last token of their text, so that no token may follow it; let the files add none there, or use prompts of token ids.";

    /// <summary>If tokens are drawn at random.</summary>
    public const string Dropout = "Merges are dropped at random then; set it to null, as it is where models are used.";

    /// <summary>If the parts of words are marked.</summary>
    public const string Marks =
        "Parts of words are marked then, as no tokenizer that is read does; use prompts of token ids with this model.";

    /// <summary>If the text of tokens is joined in another way.</summary>
    public const string Decoder =
        "The text of tokens is put together otherwise then, so that their bytes are not known; use prompts of token ids with this model.";
}

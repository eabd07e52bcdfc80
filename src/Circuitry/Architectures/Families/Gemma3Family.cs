namespace Circuitry.Models;

/// <summary>
/// <c>Gemma3ForCausalLM</c>, and the text of <c>Gemma3ForConditionalGeneration</c>: Gemma 2 with norms of queries and keys, no caps, and
/// a base of the rotation for windowed layers.
/// </summary>
internal static class Gemma3Family
{
    private const string Pattern = "sliding_window_pattern";
    private const string Text = "text_config";

    private static readonly DecoderConfig Defaults = GemmaFamily.Defaults with
    {
        Family = Families.Gemma3,
        Context = 131072,
        Heads = 8,
        KeyValueHeads = 4,
        Vocabulary = 262208,
        ActivationField = "hidden_activation",
        Rotary = new()
        {
            DefaultBase = 1e6,
            LocalBase = "rope_local_base_freq",
            DefaultLocalBase = 1e4,
        },
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Gemma3,
            Models = "Gemma 3, the text of its multimodal models too",
            Configurations =
            [
                new("Gemma3ForCausalLM", "gemma3_text", Read),
                new("Gemma3ForConditionalGeneration", "gemma3", ReadWithin),
            ],
            Prefixes = DecoderTensors.PrefixesWithin,
            Tensors =
            [
                .. Gemma2Family.Tensors,
                new("language_model.lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                .. DecoderTensors.OffsetNorms(DecoderTensors.QueryKeyNorms(StoredLayout.Shared)),
            ],
            Buffers = [.. DecoderTensors.Buffers, Family.Prefix + "rotary_emb_local.inv_freq"],
            Foreign =
            [
                "vision_tower.",
                "multi_modal_projector.",
                "model.vision_tower.",
                "model.multi_modal_projector.",
            ],
            Likes = GemmaFamily.ScalesByWidth,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Alias(Pattern, "_" + Pattern);
        var a = Gemma2Family.Read(f, Defaults, scoreCap: 0, logitCap: 0);
        var period = f.Count(Pattern, 6);
        var architecture = DecoderConfig.Windowed(
            f,
            a with
            {
                Attention = a.Attention with { QueryKeyNorm = new() { Kind = Normalization.RmsNorm } },
            },
            SlidingWindow.Width(f, 4096),
            layer => (layer + 1) % period != 0
        );
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "cache_implementation"]));
        return architecture;
    }

    // What turns pictures into tokens changes nothing about text.
    private static Architecture ReadWithin(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        var text = f.Object(Text) ?? throw f.Refused(Text, "is missing, and the decoder of text is described there");
        text.Only("model_type", "gemma3_text");
        text.Ignore("architectures");
        f.Ignore("architectures", "model_type");
        f.On("tie_word_embeddings");
        f.RequireAllKnown(
            HarmlessKeys.And([
                "boi_token_index",
                "eoi_token_index",
                "image_token_index",
                "mm_tokens_per_image",
                "vision_config",
            ])
        );
        return Read(text);
    }
}

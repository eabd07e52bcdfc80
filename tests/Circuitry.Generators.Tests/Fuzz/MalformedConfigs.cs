using System.Text.RegularExpressions;

namespace Circuitry.Generators.Tests;

/// <summary>Configurations with characters, values and fields changed at random.</summary>
internal static class MalformedConfigs
{
    private static readonly string[] Start =
    [
        Configs.Gpt2.Text,
        Configs.Llama.Text,
        Configs.GptNeoX.Text,
        Configs.Qwen2.Text,
        Configs.TransformerLens.Text,
    ];

    private static readonly string[] Values =
    [
        "0",
        "1",
        "-1",
        "2",
        "3",
        "64",
        "0.5",
        "1e5",
        "2147483647",
        "2147483648",
        "-2147483648",
        "1e300",
        "-0",
        "1e-400",
        "null",
        "true",
        "false",
        "\"\"",
        "\"gelu\"",
        "\"12\"",
        "[]",
        "[1]",
        "{}",
        "{\"rope_type\": \"llama3\"}",
        "[\"LlamaForCausalLM\"]",
        "[\"GPT2LMHeadModel\", 3]",
        "\"\\ud800\"",
        "NaN",
        "01",
        "",
        "[[[[",
        "{\"a\": {\"b\": null}}",
    ];

    private static readonly string[] Fields =
    [
        "n_inner",
        "head_dim",
        "rope_parameters",
        "rope_scaling",
        "sliding_window",
        "use_sliding_window",
        "num_experts",
        "tie_word_embeddings",
        "scale_attn_by_inverse_layer_idx",
        "attn_types",
        "rotary_pct",
        "d_vocab_out",
        "n_key_value_heads",
        "gated_mlp",
        "final_rms",
        "attention_bias",
        "mlp_bias",
        "hidden_act",
        "architectures",
        "model_type",
        "positional_embedding_type",
    ];

    public static string Text(int seed)
    {
        var dice = new Dice(seed);
        var text = dice.One<string>(Start);
        for (var edits = dice.Below(3); edits >= 0; edits--)
        {
            text = dice.Below(6) switch
            {
                0 => Character(dice, text),
                1 => text[..dice.Below(text.Length + 1)],
                2 => text.Insert(
                    Math.Max(0, text.LastIndexOf('}')),
                    $", \"{dice.One<string>(Fields)}\": {dice.One<string>(Values)}"
                ),
                _ => Value(dice, text),
            };
        }

        return text;
    }

    private static string Character(Dice dice, string text) =>
        text.Length == 0
            ? text
            : text.Remove(dice.Below(text.Length), 1)
                .Insert(dice.Below(text.Length), dice.One("{", "}", "\"", ",", ":", "\\", "\0", "9", "e", " "));

    // One field's value becomes another.
    private static string Value(Dice dice, string text)
    {
        var fields = Regex.Matches(text, "\": *(?<value>[^,\\n]+)");
        if (fields.Count == 0)
        {
            return text;
        }

        var value = fields[dice.Below(fields.Count)].Groups["value"];
        return text.Remove(value.Index, value.Length).Insert(value.Index, dice.One<string>(Values));
    }
}

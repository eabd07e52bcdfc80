using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>Configurations of each family.</summary>
internal static class ConfigurationDoors
{
    private static readonly (string Field, object? Value)[] Llama3 =
    [
        ("tie_word_embeddings", true),
        ("num_key_value_heads", 4.0),
        ("rms_norm_eps", 1e-5),
        ("max_position_embeddings", 64.0),
        ("hidden_act", "silu"),
        ("rope_theta", 500000.0),
        (
            "rope_scaling",
            Configurations.Object(
                ("rope_type", "llama3"),
                ("factor", 8.0),
                ("low_freq_factor", 1.0),
                ("high_freq_factor", 4.0),
                ("original_max_position_embeddings", 32.0)
            )
        ),
        ("torch_dtype", "float32"),
    ];

    public static IReadOnlyList<Door> All { get; } =
    [
        Of(
            "gpt2",
            ("n_positions", 24.0),
            ("activation_function", "gelu_new"),
            ("layer_norm_epsilon", 1e-5),
            ("bos_token_id", 3.0)
        ),
        Of("llama", Llama3),
        Of("mistral", ("num_key_value_heads", 2.0), ("sliding_window", null), ("rope_theta", 10000.0)),
        Of("qwen2", ("use_sliding_window", false), ("tie_word_embeddings", true), ("max_position_embeddings", 64.0)),
        Of(
            "gpt_neox",
            ("rotary_pct", 0.25),
            ("use_parallel_residual", true),
            ("layer_norm_eps", 1e-5),
            ("hidden_act", "gelu")
        ),
        Of(
            "transformer_lens",
            ("n_heads", 2.0),
            ("d_mlp", 20.0),
            ("normalization_type", "LN"),
            ("eps", 1e-5),
            ("seed", 3.0)
        ),
    ];

    /// <summary>A family's configuration.</summary>
    public static string Text(string family, params (string Field, object? Value)[] changes) =>
        JsonSerializer.Serialize(Configurations.Fields(family, changes), JsonStyle.Options);

    private static Door Of(string family, params (string Field, object? Value)[] changes) =>
        new(
            "configurations",
            family,
            "config.json",
            Spelling.Json,
            folder => File.WriteAllText(folder.File("config.json"), Text(family, changes)),
            folder => Identity.Of(ArchitectureFile.Read(folder.File("config.json")))
        )
        {
            Harmless = @"^\$\.(architectures|torch_dtype|bos_token_id|seed)\b",
        };
}

namespace Circuitry.Generators.Tests;

/// <summary>Sources and files of experiments on features.</summary>
internal static class Features
{
    /// <summary>Dictionaries that fit <see cref="Experiments.Toy"/>.</summary>
    public static readonly (string Path, string Text) Manifest = File(
        ("hook_embed", 8, 32),
        ("blocks.1.hook_resid_post", 8, 24),
        ("blocks.0.hook_attn_out", 8, 16),
        ("blocks.0.hook_mlp_out", 8, 16),
        ("blocks.0.hook_resid_post", 8, 24)
    );

    /// <summary>The attributes of a complete feature experiment.</summary>
    public const string Attributes = """
        /// <summary>A study.</summary>
        [Experiment, Model<Toy>, Dataset<Pairs>(Size = 7, Seed = 3), Corruption(Ablation.Mean), Metric<LogitDifference>]
        [Granularity(Granularity.Feature), Dictionaries("toy/dictionaries.json")]

        """;

    /// <summary>Biased texts, and a SHIFT experiment on them.</summary>
    public const string Shift = """
        /// <summary>Texts.</summary>
        public sealed class Texts : IBiasedDataset
        {
            /// <inheritdoc/>
            public BiasedData Make(DatasetRequest request) => throw new PromptException("none");
        }

        /// <summary>A study.</summary>
        [Shift(Block = 1, Features = 12), Model<Toy>, Biased<Texts>(Size = 9, Seed = 2)]
        [Dictionaries("toy/dictionaries.json")]

        """;

    public static (string Path, string Text) File(params (string Hook, int InputWidth, int Width)[] dictionaries) =>
        (
            "models/toy/dictionaries.json",
            $$"""
                {"format": "circuitry.dictionaries", "version": 1, "dictionaries": [{{string.Join(
                    ", ",
                    dictionaries.Select(entry =>
                        $$"""{"hook": "{{entry.Hook}}", "folder": "f", "layout": "sae_lens", "d_in": {{entry.InputWidth}}, "d_sae": {{entry.Width}}}"""
                    )
                )}}]}
                """
        );
}

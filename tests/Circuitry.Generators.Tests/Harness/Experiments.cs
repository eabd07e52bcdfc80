namespace Circuitry.Generators.Tests;

/// <summary>Sources that several tests start from.</summary>
internal static class Experiments
{
    /// <summary>A model of two blocks of two heads, spelt out.</summary>
    public const string Toy = """
        /// <summary>A toy.</summary>
        [Transformer(Layers = 2, Heads = 2, ModelWidth = 8, MlpWidth = 16, Context = 4, Vocabulary = 5)]
        public sealed partial class Toy;

        """;

    /// <summary>A data set that makes nothing; the generator never asks it to.</summary>
    public const string Pairs = """
        /// <summary>Prompts.</summary>
        public sealed class Pairs : IDataset
        {
            /// <inheritdoc/>
            public PromptPairs Make(DatasetRequest request) => throw new PromptException("none");
        }

        """;

    /// <summary>The same with groups of positions.</summary>
    public const string GroupedPairs = """
        /// <summary>Prompts.</summary>
        public sealed class Pairs : IDataset, IPositionGrouped
        {
            /// <inheritdoc/>
            public static System.Collections.Generic.IReadOnlyList<string> PositionGroups { get; } = ["name", "rest"];

            /// <inheritdoc/>
            public PromptPairs Make(DatasetRequest request) => throw new PromptException("none");
        }

        """;

    /// <summary>The attributes of a complete experiment on <see cref="Toy"/>.</summary>
    public const string Attributes = """
        [Experiment, Model<Toy>, Dataset<Pairs>(Size = 7, Seed = 3), Corruption(Ablation.Mean), Metric<KlDivergence>]
        [Granularity(Granularity.Edge)]

        """;

    /// <summary>A complete experiment with its model and its prompts.</summary>
    public const string Complete =
        Toy + Pairs + "/// <summary>A study.</summary>\n" + Attributes + "public sealed partial class Study1;\n";
}

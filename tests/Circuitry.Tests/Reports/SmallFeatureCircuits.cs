namespace Circuitry.Tests;

/// <summary>Circuits of features built by hand, and evidence of their nodes.</summary>
internal static class SmallFeatureCircuits
{
    /// <summary>Seven nodes at five sites of two blocks, two of them error terms, and one edge that helps when removed.</summary>
    public static Circuit Summed() =>
        Of(
            [
                ("hook_embed/3", 0.25),
                ("hook_embed/11", -0.125),
                ("blocks.0.hook_attn_out/error", 0.5),
                ("blocks.0.hook_mlp_out/7", 1),
                ("blocks.0.hook_resid_post/40", -0.75),
                ("blocks.1.hook_resid_post/2", 1.0 / 3),
                ("blocks.1.hook_resid_post/error", 0.0625),
            ],
            [
                ("hook_embed/3", "blocks.0.hook_mlp_out/7", 0.2),
                ("hook_embed/11", "blocks.0.hook_attn_out/error", -1e-7),
                ("blocks.0.hook_mlp_out/7", "blocks.0.hook_resid_post/40", -0.6),
                ("blocks.0.hook_mlp_out/7", "loss", 0.4),
                ("blocks.0.hook_resid_post/40", "blocks.1.hook_resid_post/2", 0.3),
                ("blocks.1.hook_resid_post/2", "loss", 1.0 / 3),
                ("blocks.1.hook_resid_post/error", "loss", 0.0625),
            ]
        );

    /// <summary>Nodes at three of five positions.</summary>
    public static Circuit Split() =>
        Of(
            [
                ("hook_embed/3@0", 0.25),
                ("hook_embed/3@2", 0.5),
                ("hook_embed/5@2", 0.125),
                ("blocks.0.hook_attn_out/error@2", -0.25),
                ("blocks.1.hook_resid_post/2@4", 1),
            ],
            [
                ("hook_embed/3@0", "blocks.0.hook_attn_out/error@2", 0.1),
                ("hook_embed/3@2", "blocks.1.hook_resid_post/2@4", 0.2),
                ("blocks.0.hook_attn_out/error@2", "blocks.1.hook_resid_post/2@4", -0.3),
                ("blocks.1.hook_resid_post/2@4", "loss", 1),
            ]
        );

    /// <summary>Evidence of some of <see cref="Summed"/>'s nodes, with tokens that pages must not take for tags.</summary>
    public static IReadOnlyList<FeatureEvidence> Evidence() =>
        [
            new()
            {
                Node = FeatureNode.Parse("blocks.0.hook_mlp_out/7"),
                Effect = 1,
                Tokens = 2000,
                Density = 0.0125,
                Mean = 0.031,
                Logits = new FeatureLogits(
                    [new TokenLogit(" <b>", 2.5), new TokenLogit(" \"she\"", 1.25)],
                    [new TokenLogit("&amp;", -3), new TokenLogit("\n", -0.5)]
                ),
                Contexts =
                [
                    Context(1, ["if a", "<", "b && ", "c"], [0, 5, 2.5, -1]),
                    Context(0, ["</mark>", "<script>alert(1)</script>"], [3, 0.25]),
                    Context(2, ["a\tb", "\n", "שלום"], [0, 0, 2]),
                    Context(0, ["last"], [1]),
                ],
            },
            new()
            {
                Node = FeatureNode.Parse("blocks.0.hook_attn_out/error"),
                Effect = 0.5,
                Tokens = 2000,
                Density = 1,
                Mean = 4,
                Contexts = [Context(0, ["The", " nurse"], [9, 4])],
            },
        ];

    public static Circuit Of(
        IEnumerable<(string Name, double Score)> nodes,
        IEnumerable<(string From, string To, double Weight)> edges
    ) => Of(Units(nodes.Any(node => node.Name.Contains('@')) ? 5 : null), nodes, edges);

    /// <summary>Features of five sites.</summary>
    public static FeatureUnits Units(int? positions) =>
        new(
            [
                (FeatureSite.Embedding, 16, true),
                (FeatureSite.Attention(0), 48, true),
                (FeatureSite.Mlp(0), 48, true),
                (FeatureSite.Residual(0), 48, true),
                (FeatureSite.Residual(1), 48, true),
            ],
            positions
        );

    private static Circuit Of(
        FeatureUnits units,
        IEnumerable<(string Name, double Score)> nodes,
        IEnumerable<(string From, string To, double Weight)> edges
    ) =>
        new(
            units,
            nodes.Select(node => (units.IndexOf(node.Name), node.Score)),
            edges: edges.Select(edge => new CircuitEdge(
                units.IndexOf(edge.From),
                edge.To == "loss" ? null : units.IndexOf(edge.To),
                edge.Weight
            ))
        )
        {
            Measure = new CircuitMeasure
            {
                Metric = "logit difference",
                Full = 4,
                Circuit = 3.5,
                Empty = -1,
            },
            Provenance = new CircuitProvenance(
                new FeatureDeclaration
                {
                    Experiment = "Agreement <across> relative clauses",
                    Model = "Small",
                    Dataset = "Verbs",
                    DatasetSize = 12,
                    DatasetSeed = 3,
                    Ablation = nameof(Ablation.Interchange),
                    Metric = "LogitDifference",
                    SplitPositions = units.SplitsPositions,
                    Dictionaries = "dictionaries.json",
                },
                new Dictionary<string, string>
                {
                    ["hook_embed"] = "c0",
                    ["blocks.1.hook_resid_post"] = "c4",
                    ["blocks.0.hook_resid_post"] = "c3",
                    ["blocks.0.hook_attn_out"] = "c1",
                    ["blocks.0.hook_mlp_out"] = "c2",
                }
            )
            {
                ModelHash = "aa",
                DataHash = "bb",
                Prompts = 12,
                Method = new CircuitMethod
                {
                    Name = "integrated gradients",
                    Settings = new Dictionary<string, string> { ["rule"] = "midpoint 10", ["nodes"] = "7" },
                },
                NumberType = "Float64",
                Version = "0.1.0",
                Runtime = "a runtime",
            },
        };

    private static FeatureContext Context(int index, IReadOnlyList<string> tokens, IReadOnlyList<double> activations) =>
        new()
        {
            Index = index,
            Tokens = tokens,
            Activations = activations,
        };
}

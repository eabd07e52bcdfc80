namespace Circuitry.Generators;

/// <summary>Prints an experiment's drivers: one for each algorithm that suits it, and why the others are missing.</summary>
internal static class DriverFormatter
{
    /// <summary>The drivers, unindented.</summary>
    public static string Members(ExperimentSpec spec)
    {
        var text = new MemberText();
        foreach (var method in MethodRules.All)
        {
            var refusal = MethodRules.Refusal(
                method,
                spec.Granularity,
                spec.Ablation.Name,
                spec.Ablation.EndsInCorruptedRun,
                spec.MetricIsDivergence
            );
            text.Add(refusal is null ? Driver(method, spec) : $"// No {method}: {refusal}.");
            text.Add("");
        }

        text.Add(
            """
            /// <summary>Compares several algorithms on this experiment in one run.</summary>
            /// <param name="options">The algorithms to compare; null for every one that has a driver here.</param>
            public global::Circuitry.Evaluation.AlgorithmComparison Compare(global::Circuitry.Evaluation.ComparisonOptions? options = null) => new(this, options);
            """
        );
        return text.ToString();
    }

    private static string Driver(DiscoveryMethod method, ExperimentSpec spec) =>
        method switch
        {
            DiscoveryMethod.Acdc => Number(
                "ACDC",
                "ACDC on this experiment's prompts, ablation and metric (\"Towards Automated Circuit Discovery\", algorithm 1)",
                "AcdcSearch",
                "Acdc",
                "AcdcOptions",
                "threshold",
                "Threshold",
                "A unit is removed when its removal raises the loss by less than this, in the metric's units."
            )
                + """


                    /// <summary>ACDC at several thresholds, which share common decisions.</summary>
                    public global::Circuitry.Discovery.AcdcSweep AcdcSweep(params global::System.Collections.Generic.IReadOnlyList<double> thresholds) =>
                        AcdcSweep(new global::Circuitry.Discovery.AcdcSweepOptions { Thresholds = thresholds });

                    /// <summary>ACDC at several thresholds with explicit options.</summary>
                    public global::Circuitry.Discovery.AcdcSweep AcdcSweep(global::Circuitry.Discovery.AcdcSweepOptions options) => new(this, options);

                    /// <summary>ACDC at the threshold that gives the largest circuit of no more than a number of units.</summary>
                    public global::Circuitry.Discovery.AcdcTargetSize AcdcTargetSize(int most) =>
                        AcdcTargetSize(new global::Circuitry.Discovery.AcdcTargetSizeOptions { Most = most });

                    /// <summary>ACDC for a target size with explicit options.</summary>
                    public global::Circuitry.Discovery.AcdcTargetSize AcdcTargetSize(global::Circuitry.Discovery.AcdcTargetSizeOptions options) => new(this, options);

                    /// <summary>How often each unit is kept when ACDC tries units in random orders.</summary>
                    public global::Circuitry.Discovery.AcdcStability AcdcStability(double threshold) =>
                        AcdcStability(new global::Circuitry.Discovery.AcdcStabilityOptions { Threshold = threshold });

                    /// <summary>Stability of ACDC under random orders with explicit options.</summary>
                    public global::Circuitry.Discovery.AcdcStability AcdcStability(global::Circuitry.Discovery.AcdcStabilityOptions options) => new(this, options);
                    """,
            DiscoveryMethod.EdgeAttributionPatching => Scoring(
                method,
                "Scores every unit by one gradient at the clean run (EAP; Syed et al. 2023)"
            ),
            DiscoveryMethod.IntegratedGradients =>
                $$"""
            /// <summary>Scores every unit by gradients integrated along a path (EAP-IG; Hanna et al. 2024, equation 3).</summary>
            /// <param name="rule">The points of the path at which gradients are taken.</param>
            public global::Circuitry.Discovery.Attribution.IntegratedGradients IntegratedGradients(global::Circuitry.Discovery.Attribution.IntegrationRule rule) =>
                IntegratedGradients(new global::Circuitry.Discovery.Attribution.IntegratedGradientsOptions { Path = new global::Circuitry.Discovery.Attribution.{{(
                spec.Ablation.EndsInCorruptedRun ? "EmbeddingPath" : "ActivationPath"
            )}}(), Rule = rule });

            /// <summary>Scores every unit by gradients integrated along a path with explicit options.</summary>
            public global::Circuitry.Discovery.Attribution.IntegratedGradients IntegratedGradients(global::Circuitry.Discovery.Attribution.IntegratedGradientsOptions options) => new(this, options);
            """,
            DiscoveryMethod.CleanCorrupted => Scoring(
                method,
                "Scores every unit by the mean of the gradients at the clean and at the corrupted run (Hanna et al. 2024)"
            ),
            DiscoveryMethod.ExactEffects => Scoring(method, "Measures how removing each single unit changes the loss"),
            DiscoveryMethod.HeadImportance => """
                /// <summary>Scores every head and MLP (HISP; "Towards Automated Circuit Discovery", equation 4).</summary>
                /// <param name="options">How to score; null for the defaults.</param>
                public global::Circuitry.Discovery.HeadImportance HeadImportance(global::Circuitry.Discovery.HeadImportanceOptions? options = null) => new(this, options);
                """,
            DiscoveryMethod.SubnetworkProbing => Number(
                "Subnetwork probing",
                "Subnetwork probing: gates trained against their expected density (Cao et al. 2021)",
                "Masks.SubnetworkProbing",
                "SubnetworkProbing",
                "Masks.SubnetworkProbingOptions",
                "lambda",
                "Lambda",
                "The cost of the expected density, in the metric's units."
            ),
            DiscoveryMethod.EdgePruning => Number(
                "Edge pruning",
                "Edge pruning: gates on edges trained to a target sparsity (Bhaskar et al. 2024)",
                "Masks.EdgePruning",
                "EdgePruning",
                "Masks.EdgePruningOptions",
                "targetSparsity",
                "TargetSparsity",
                "The share of edges to remove."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "has no driver"),
        };

    /// <summary>A method with one required number.</summary>
    private static string Number(
        string title,
        string what,
        string algorithm,
        string name,
        string options,
        string parameter,
        string property,
        string meaning
    ) =>
        $$"""
            /// <summary>{{what}}.</summary>
            /// <param name="{{parameter}}">{{meaning}}</param>
            public global::Circuitry.Discovery.{{algorithm}} {{name}}(double {{parameter}}) =>
                {{name}}(new global::Circuitry.Discovery.{{options}} { {{property}} = {{parameter}} });

            /// <summary>{{title}} with explicit options.</summary>
            public global::Circuitry.Discovery.{{algorithm}} {{name}}(global::Circuitry.Discovery.{{options}} options) => new(this, options);
            """;

    /// <summary>A method that scores units and needs no setting.</summary>
    private static string Scoring(DiscoveryMethod method, string what) =>
        $$"""
            /// <summary>{{what}}.</summary>
            /// <param name="options">How to score; null for the defaults.</param>
            public global::Circuitry.Discovery.Attribution.{{method}} {{method}}(global::Circuitry.Discovery.Attribution.ScoringOptions? options = null) => new(this, options);
            """;
}

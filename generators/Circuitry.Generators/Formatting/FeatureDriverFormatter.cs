namespace Circuitry.Generators;

/// <summary>Prints the drivers of a feature experiment: what scores its features and finds circuits of them.</summary>
internal static class FeatureDriverFormatter
{
    public static void Add(MemberText t, ExperimentSpec s)
    {
        // Under a distance from the full model the gradient at the clean run is zero: there is nothing to drive.
        t.AddIf(
            !s.MetricIsDivergence,
            """
            /// <summary>Scores every feature and error term by one gradient at the clean run ("Sparse Feature Circuits", equation 3).</summary>
            /// <param name="options">How to score; null for the defaults.</param>
            public global::Circuitry.Features.FeatureAttribution FeatureAttribution(global::Circuitry.Features.FeatureScoringOptions? options = null) =>
                new(Task, options);

            """
        );
        t.Add(
            """
            /// <summary>
            /// Scores every feature and error term by gradients integrated along its site's path ("Sparse Feature Circuits",
            /// equation 4).
            /// </summary>
            /// <param name="rule">The points of the path at which gradients are taken.</param>
            /// <param name="options">How to score; null for the defaults.</param>
            public global::Circuitry.Features.FeatureIntegratedGradients FeatureIntegratedGradients(
                global::Circuitry.Discovery.Attribution.IntegrationRule rule,
                global::Circuitry.Features.FeatureScoringOptions? options = null
            ) => new(Task, rule, options);

            /// <summary>
            /// Measures how ablating each single feature and error term changes the loss ("Sparse Feature Circuits", equation 2).
            /// </summary>
            /// <param name="options">How to score; null for the defaults.</param>
            public global::Circuitry.Features.FeatureExactEffects FeatureExactEffects(global::Circuitry.Features.FeatureScoringOptions? options = null) =>
                new(Task, options);

            /// <summary>The circuit of a number of nodes, scored by integrated gradients, with the edges between them.</summary>
            /// <param name="nodes">The number of nodes.</param>
            public global::Circuitry.Features.FeatureCircuitSearch FeatureCircuit(int nodes) =>
                FeatureCircuit(new global::Circuitry.Features.FeatureCircuitOptions { Nodes = nodes });

            /// <summary>The circuit of features with explicit options.</summary>
            public global::Circuitry.Features.FeatureCircuitSearch FeatureCircuit(global::Circuitry.Features.FeatureCircuitOptions options) => new(Task, options);

            /// <summary>How circuits are measured by running them alone, on prompts that they were not found on; for an Evaluator.</summary>
            /// <param name="prompts">The prompts.</param>
            /// <param name="options">How circuits are run; null for the defaults.</param>
            public global::Circuitry.Features.FeatureMeasure FeatureMeasure(
                global::Circuitry.PromptPairs prompts,
                global::Circuitry.Features.FeatureEvaluationOptions? options = null
            ) => new(On(prompts), options);

            """
        );
    }
}

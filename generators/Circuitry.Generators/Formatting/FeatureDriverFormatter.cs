namespace Circuitry.Generators;

/// <summary>Prints the drivers of a feature experiment: one for each algorithm that works on features, and what finds and measures circuits of them.</summary>
internal static class FeatureDriverFormatter
{
    public static void Add(MemberText t, ExperimentSpec s)
    {
        DriverFormatter.AddDrivers(t, s);
        t.Add(
            """
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

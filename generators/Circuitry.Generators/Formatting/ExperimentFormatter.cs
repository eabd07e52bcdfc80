using System.Globalization;

namespace Circuitry.Generators;

/// <summary>Prints an experiment: its graph, its forward pass at the declared granularity, and its drivers.</summary>
internal static class ExperimentFormatter
{
    /// <summary>The members of the experiment class, unindented.</summary>
    public static string Members(ExperimentSpec spec)
    {
        var text = new MemberText();
        Declaration(text, spec);
        Construction(text, spec);
        ForwardFormatter.Add(text, spec);
        Conventions(text, spec);
        text.Add(DriverFormatter.Members(spec));
        return text.ToString();
    }

    private static void Declaration(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            /// <summary>The declaration, as the attributes state it.</summary>
            public static global::Circuitry.Discovery.ExperimentDeclaration Declared { get; } =
                new()
                {
                    Experiment = {{Literal.Of(s.Type.PlainName)}},
                    Model = {{Literal.Of(s.Model.PlainName)}},
                    Dataset = {{Literal.Of(s.Dataset.PlainName)}},
                    DatasetSize = {{Invariant(s.DatasetSize)}},
                    DatasetSeed = {{Invariant(s.DatasetSeed)}},
                    Ablation = {{Literal.Of(s.Ablation.Name)}},
                    Metric = {{Literal.Of(s.Metric.PlainName)}},
                    Granularity = {{Literal.Of(s.Granularity)}},
                    SplitQueryKeyValue = {{Flag(s.SplitQueryKeyValue)}},
                    SplitEmbedding = {{Flag(s.SplitEmbedding)}},
                    SplitPositions = {{Flag(s.SplitPositions)}},
                };

            /// <summary>All units that circuits are made of, on the whole graph.</summary>
            public static global::Circuitry.GraphUnits AllUnits => _allUnits.Value;

            // Built on first use, so that an error in them is thrown to the caller.
            private static readonly global::System.Lazy<global::Circuitry.GraphUnits> _allUnits = new(() =>
            {{Units(s)}}
            );

            """
        );

    private static string Units(ExperimentSpec s) =>
        !s.Granularity.IsOfEdges()
            ? $$"""
                    new global::Circuitry.{{s.Granularity}}Units(
                        {{s.Model.FullName}}.Declared,
                        splitEmbedding: {{Flag(s.SplitEmbedding)}}{{PositionGroups(s, 8)}}
                    )
                """
            : $$"""
                    new global::Circuitry.EdgeUnits(
                        new(
                            {{s.Model.FullName}}.Declared,
                            splitQueryKeyValue: {{Flag(s.SplitQueryKeyValue)}},
                            splitEmbedding: {{Flag(s.SplitEmbedding)}}{{PositionGroups(s, 12)}}
                        )
                    )
                """;

    private static string PositionGroups(ExperimentSpec s, int indent) =>
        s.SplitPositions
            ? $",\n{new string(' ', indent)}positionGroups: global::Circuitry.IPositionGrouped.Of<{s.Dataset.FullName}>()"
            : "";

    private static void Construction(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            private {{s.Type.Name}}(
                {{s.Model.FullName}} model,
                global::Circuitry.PromptPairs prompts,
                global::Circuitry.ExperimentChoices? choices
            )
                : base(
                    Declared,
                    AllUnits,
                    model,
                    prompts,
                    choices?.Metric ?? new {{s.Metric.FullName}}(),
                    choices?.Ablation ?? new {{s.Ablation.FullName}}()
                ) { }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(
                string path,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null,
                global::Circuitry.ExperimentChoices? choices = null
            )
            {
                path = global::Circuitry.Weights.ModelFolder.Find(path).Path;
                // Prompts first: their errors show before the weights are read.
                var prompts = MakePrompts(path, choices);
                prompts.CheckFit(AllUnits.Graph, choices?.Metric ?? new {{s.Metric.FullName}}());
                return new({{s.Model.FullName}}.Load(path, numberType, device), prompts, choices);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From(
                {{s.Model.FullName}} model,
                global::Circuitry.PromptPairs? prompts = null,
                global::Circuitry.ExperimentChoices? choices = null
            ) => new(model, prompts ?? MakePrompts(null, choices), choices);

            /// <inheritdoc/>
            public static global::Circuitry.PromptPairs MakePrompts(
                string? path = null,
                global::Circuitry.ExperimentChoices? choices = null
            ) =>
                global::Circuitry.ExperimentChoices.Pairs(
                    choices,
                    static () => new {{s.Dataset.FullName}}(),
                    new global::Circuitry.DatasetRequest
                    {
                        Size = {{Invariant(s.DatasetSize)}},
                        Seed = {{Invariant(s.DatasetSeed)}},
                        Architecture = {{s.Model.FullName}}.Declared,
                        ModelPath = path,
                    }
                );

            """
        );

    private static void Conventions(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            private {{s.Type.Name}}({{s.Type.Name}} original, global::Circuitry.BiasConvention biases)
                : base(original, biases) { }

            /// <inheritdoc/>
            public override {{s.Type.Name}} With(global::Circuitry.BiasConvention biases) => new(this, biases);

            """
        );

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}

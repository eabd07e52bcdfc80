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
            /// <summary>What the attributes say.</summary>
            public static global::Circuitry.ExperimentDeclaration Declared { get; } =
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

            /// <summary>The whole graph that a circuit is a part of.</summary>
            public static global::Circuitry.Graph WholeGraph => _wholeGraph.Value;

            // Built when first asked for, so that what is wrong with it is told to whoever asks.
            private static readonly global::System.Lazy<global::Circuitry.Graph> _wholeGraph = new(() =>
                new(
                    {{s.Model.FullName}}.Declared,
                    {{Literal.Of(s.Granularity)}},
                    splitQueryKeyValue: {{Flag(s.SplitQueryKeyValue)}},
                    splitEmbedding: {{Flag(s.SplitEmbedding)}}{{PositionGroups(s)}}
                )
            );

            """
        );

    private static string PositionGroups(ExperimentSpec s) =>
        s.SplitPositions
            ? $",\n        positionGroups: global::Circuitry.IPositionGrouped.Of<{s.Dataset.FullName}>()"
            : "";

    private static void Construction(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            private {{s.Type.Name}}({{s.Model.FullName}} model, global::Circuitry.PromptPairs prompts)
                : base(Declared, WholeGraph, model, prompts, new {{s.Metric.FullName}}(), new {{s.Ablation.FullName}}()) { }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(
                string path,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null
            )
            {
                // Prompts first: whatever is wrong with them shows before the weights are read.
                var prompts = MakePrompts(path);
                prompts.CheckFit(WholeGraph, new {{s.Metric.FullName}}());
                return new({{s.Model.FullName}}.Load(path, numberType, device), prompts);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From({{s.Model.FullName}} model, global::Circuitry.PromptPairs? prompts = null) =>
                new(model, prompts ?? MakePrompts());

            /// <summary>The declared data set's pairs of prompts.</summary>
            /// <param name="path">Where the model's tokenizer is; null where the data set needs none.</param>
            public static global::Circuitry.PromptPairs MakePrompts(string? path = null) =>
                global::Circuitry.PromptPairs.Made(
                    new {{s.Dataset.FullName}}(),
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

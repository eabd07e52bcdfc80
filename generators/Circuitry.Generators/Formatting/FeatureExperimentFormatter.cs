using System.Globalization;

namespace Circuitry.Generators;

/// <summary>Prints a feature experiment: its declaration, its features by name, and its drivers.</summary>
internal static class FeatureExperimentFormatter
{
    /// <summary>The members of the experiment class, unindented.</summary>
    public static string Members(FeatureExperimentSpec spec)
    {
        var text = new MemberText();
        Declaration(text, spec);
        SiteFeaturesFormatter.AddList(text, spec.Dictionaries);
        Construction(text, spec.Experiment);
        FeatureDriverFormatter.Add(text, spec.Experiment);
        SiteFeaturesFormatter.AddTree(text, spec.Dictionaries);
        return text.ToString();
    }

    private static void Declaration(MemberText t, FeatureExperimentSpec spec)
    {
        var s = spec.Experiment;
        t.Add(
            $$"""
            /// <summary>The declaration, as the attributes state it.</summary>
            public static global::Circuitry.Discovery.FeatureDeclaration Declared { get; } =
                new()
                {
                    Experiment = {{Literal.Of(s.Type.PlainName)}},
                    Model = {{Literal.Of(s.Model.PlainName)}},
                    Dataset = {{Literal.Of(s.Dataset.PlainName)}},
                    DatasetSize = {{Invariant(s.DatasetSize)}},
                    DatasetSeed = {{Invariant(s.DatasetSeed)}},
                    Ablation = {{Literal.Of(s.Ablation.Name)}},
                    Metric = {{Literal.Of(s.Metric.PlainName)}},
                    SplitPositions = {{(s.SplitPositions ? "true" : "false")}},
                    Dictionaries = {{Literal.Of(spec.Manifest)}},
                };

            """
        );
    }

    private static void Construction(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            private {{s.Type.Name}}(
                {{s.Model.FullName}} model,
                global::Circuitry.Features.FeatureDictionaries dictionaries,
                global::Circuitry.PromptPairs prompts,
                global::Circuitry.ExperimentChoices? choices
            )
                : base(
                    Declared,
                    Sites,
                    model,
                    dictionaries,
                    prompts,
                    choices?.Metric ?? new {{s.Metric.FullName}}(),
                    choices?.Ablation ?? new {{s.Ablation.FullName}}()
                ) { }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(
                string path,
                string dictionaries,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null,
                global::Circuitry.ExperimentChoices? choices = null
            )
            {
                path = global::Circuitry.Weights.ModelFolder.Find(path).Path;
                // Prompts first: their errors show before the weights are read.
                var prompts = MakePrompts(path, choices);
                prompts.CheckFit({{s.Model.FullName}}.Declared, choices?.Metric ?? new {{s.Metric.FullName}}());
                var model = {{s.Model.FullName}}.Load(path, numberType, device);
                return new(model, global::Circuitry.Features.FeatureDictionaries.LoadFor(model, dictionaries), prompts, choices);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From(
                {{s.Model.FullName}} model,
                global::Circuitry.Features.FeatureDictionaries dictionaries,
                global::Circuitry.PromptPairs? prompts = null,
                global::Circuitry.ExperimentChoices? choices = null
            ) => new(model, dictionaries, prompts ?? MakePrompts(null, choices), choices);

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

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}

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
            /// <summary>What the attributes say.</summary>
            public static FeatureDeclaration Declared { get; } =
                new()
                {
                    Experiment = "{{s.Type.Name}}",
                    Model = "{{TypeNames.Short(s.ModelType)}}",
                    Dataset = "{{TypeNames.Short(s.DatasetType)}}",
                    DatasetSize = {{Invariant(s.DatasetSize)}},
                    DatasetSeed = {{Invariant(s.DatasetSeed)}},
                    Ablation = Ablation.{{s.Ablation}},
                    Metric = "{{TypeNames.Short(s.MetricType)}}",
                    SplitPositions = {{(s.SplitPositions ? "true" : "false")}},
                    Dictionaries = {{Literal.Of(spec.Manifest)}},
                };

            """
        );
    }

    private static void Construction(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            private {{s.Type.Name}}({{s.ModelType}} model, FeatureDictionaries dictionaries, PromptPairs prompts)
                : base(Declared, Sites, model, dictionaries, prompts, new {{s.MetricType}}()) { }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(string path, string dictionaries, ScalarType? numberType = null, Device? device = null)
            {
                // Prompts first: whatever is wrong with them shows before the weights are read.
                var prompts = MakePrompts(path);
                prompts.CheckFit({{s.ModelType}}.Declared, new {{s.MetricType}}());
                var model = {{s.ModelType}}.Load(path, numberType, device);
                return new(model, FeatureDictionaries.LoadFor(model, dictionaries), prompts);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From({{s.ModelType}} model, FeatureDictionaries dictionaries, PromptPairs? prompts = null) =>
                new(model, dictionaries, prompts ?? MakePrompts());

            /// <summary>The declared data set's pairs of prompts.</summary>
            /// <param name="path">Where the model's tokenizer is; null where the data set needs none.</param>
            /// <param name="seed">Another seed than the declared one, for prompts that nothing was found on; null for the declared one.</param>
            public static PromptPairs MakePrompts(string? path = null, int? seed = null) =>
                PromptPairs.Made(
                    new {{s.DatasetType}}(),
                    new DatasetRequest
                    {
                        Size = {{Invariant(s.DatasetSize)}},
                        Seed = seed ?? {{Invariant(s.DatasetSeed)}},
                        Architecture = {{s.ModelType}}.Declared,
                        ModelPath = path,
                    }
                );

            """
        );

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}

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
        Construction(text, spec.Experiment);
        FeatureDriverFormatter.Add(text, spec.Experiment);
        Features(text, spec);
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

            /// <inheritdoc/>
            public static global::System.Collections.Generic.IReadOnlyList<SiteFeatures> Sites { get; } =
            [
            """
        );
        foreach (var dictionary in spec.Dictionaries)
        {
            t.Add($"    {New(dictionary)},");
        }

        t.Add("];\n");
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
                return new(model, FeatureDictionaries.Load(dictionaries, model.NumberType, model.Device), prompts);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From({{s.ModelType}} model, FeatureDictionaries dictionaries, PromptPairs? prompts = null) =>
                new(model, dictionaries, prompts ?? MakePrompts());

            /// <summary>The declared data set's pairs of prompts.</summary>
            /// <param name="path">Where the model's tokenizer is; null where the data set needs none.</param>
            /// <param name="seed">Another seed than the declared one, for prompts that nothing was found on; null for the declared one.</param>
            public static PromptPairs MakePrompts(string? path = null, int? seed = null) =>
                new {{s.DatasetType}}().Make(
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

    /// <summary>The features by site, as the hook points stand.</summary>
    private static void Features(MemberText t, FeatureExperimentSpec spec)
    {
        t.Add(
            """
            /// <summary>The declared features, by site.</summary>
            public static class Features
            {
            """
        );
        foreach (var outside in spec.Dictionaries.Where(dictionary => dictionary.Site.Layer < 0))
        {
            Site(t, outside, "    ");
        }

        foreach (var layer in spec.Dictionaries.Where(d => d.Site.Layer >= 0).GroupBy(d => d.Site.Layer))
        {
            t.Add($"    /// <summary>Block {Invariant(layer.Key)}.</summary>");
            t.Add($"    public static class Layer{Invariant(layer.Key)}\n    {{");
            foreach (var dictionary in layer)
            {
                Site(t, dictionary, "        ");
            }

            t.Add("    }");
        }

        t.Add("}");
    }

    private static void Site(MemberText t, DeclaredDictionary dictionary, string indent)
    {
        t.Add($"{indent}/// <summary><c>{dictionary.Site.Name}</c>, {Invariant(dictionary.Width)} features.</summary>");
        t.Add($"{indent}public static SiteFeatures {Name(dictionary.Site.Hook)} {{ get; }} = {New(dictionary)};");
    }

    private static string New(DeclaredDictionary dictionary) =>
        $"new(new FeatureSite(HookSite.{dictionary.Site.Hook}, {Invariant(dictionary.Site.Layer)}), {Invariant(dictionary.Width)})";

    private static string Name(HookSite hook) =>
        hook switch
        {
            HookSite.TokenEmbedding => "Embedding",
            HookSite.ResidualPre => "ResidualPre",
            HookSite.MixedValue => "MixedValue",
            HookSite.AttentionOutput => "Attention",
            HookSite.MlpPost => "MlpPost",
            HookSite.MlpOutput => "Mlp",
            _ => "Residual",
        };

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}

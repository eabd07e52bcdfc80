namespace Circuitry.Generators;

/// <summary>Prints a SHIFT experiment: its declaration, its texts, its judge, and its drivers.</summary>
internal static class ShiftFormatter
{
    /// <summary>The members of the experiment class, unindented.</summary>
    public static string Members(ShiftSpec spec)
    {
        var (text, s) = (new MemberText(), spec.Declared);
        Declaration(text, s);
        SiteFeaturesFormatter.AddList(text, spec.Dictionaries);
        Construction(text, s);
        Judge(text, s);
        Drivers(text);
        SiteFeaturesFormatter.AddTree(text, spec.Dictionaries);
        return text.ToString();
    }

    private static void Declaration(MemberText t, ShiftDeclared s) =>
        t.Add(
            $$"""
            /// <summary>What the attributes say.</summary>
            public static ShiftDeclaration Declared { get; } =
                new()
                {
                    Experiment = "{{s.Type.Name}}",
                    Model = "{{TypeNames.Short(s.ModelType)}}",
                    Dataset = "{{TypeNames.Short(s.DatasetType)}}",
                    DatasetSize = {{Literal.Of(s.DatasetSize)}},
                    DatasetSeed = {{Literal.Of(s.DatasetSeed)}},
                    Dictionaries = {{Literal.Of(s.Dictionaries)}},
                    Block = {{Literal.Of(s.Block)}},
                    Features = {{Literal.Of(s.Features)}},
                };

            """
        );

    private static void Construction(MemberText t, ShiftDeclared s) =>
        t.Add(
            $$"""
            private readonly string? _path;
            private readonly TextTokenizer? _tokenizer;

            private {{s.Type.Name}}({{s.ModelType}} model, FeatureDictionaries dictionaries, string? path, TextTokenizer? tokenizer)
                : base(Declared, Sites, model, dictionaries, tokenizer)
            {
                _path = path;
                _tokenizer = tokenizer;
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(string path, string dictionaries, ScalarType? numberType = null, Device? device = null)
            {
                // The tokenizer first: what is wrong with it shows before the weights are read.
                var tokenizer = TextTokenizer.Load(path);
                var model = {{s.ModelType}}.Load(path, numberType, device);
                return new(model, FeatureDictionaries.LoadFor(model, dictionaries), path, tokenizer);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From({{s.ModelType}} model, FeatureDictionaries dictionaries, TextTokenizer? tokenizer = null) =>
                new(model, dictionaries, null, tokenizer);

            /// <inheritdoc/>
            public override BiasedData MakeTexts(int seed) =>
                new {{s.DatasetType}}().Make(
                    new DatasetRequest
                    {
                        Size = {{Literal.Of(s.DatasetSize)}},
                        Seed = seed,
                        Architecture = {{s.ModelType}}.Declared,
                        ModelPath = _path,
                        Tokenizer = _tokenizer,
                    }
                );

            """
        );

    private static void Judge(MemberText t, ShiftDeclared s) =>
        t.Add(
            s.JudgeType is null
                ? """
                /// <summary>Says whether a feature belongs to what the classifier is for; the researcher's to implement.</summary>
                /// <param name="evidence">What there is to know of the feature.</param>
                public partial Judgement Judge(FeatureEvidence evidence);

                /// <inheritdoc/>
                public override IFeatureJudge Judging => new MethodJudge(Declared.Experiment + ".Judge", Judge);

                """
                : $$"""
                /// <inheritdoc/>
                public override IFeatureJudge Judging { get; } = new {{s.JudgeType}}();

                """
        );

    private static void Drivers(MemberText t) =>
        t.Add(
            """
            /// <summary>SHIFT on the declared texts ("Sparse Feature Circuits", section 4).</summary>
            /// <param name="options">How to go about it; null for what the declaration says.</param>
            public Shift Shift(ShiftOptions? options = null)
            {
                options ??= Options;
                return new(Model, Dictionaries, MakeTexts(options.Seed), TokenText, options);
            }

            /// <summary>SHIFT beside its baselines ("Sparse Feature Circuits", table 2), each seed on texts of its own.</summary>
            /// <param name="options">How to go about it; null for what the declaration says.</param>
            public ShiftTable Table(ShiftOptions? options = null) =>
                new(Model, Dictionaries, MakeTexts, TokenText, options ?? Options);

            """
        );
}

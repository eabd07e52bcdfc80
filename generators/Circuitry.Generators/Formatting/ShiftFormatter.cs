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
            /// <summary>The declaration, as the attributes state it.</summary>
            public static global::Circuitry.Features.Shift.ShiftDeclaration Declared { get; } =
                new()
                {
                    Experiment = {{Literal.Of(s.Type.PlainName)}},
                    Model = {{Literal.Of(s.Model.PlainName)}},
                    Dataset = {{Literal.Of(s.Dataset.PlainName)}},
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
            private readonly global::Circuitry.Datasets.TextTokenizer? _tokenizer;

            private {{s.Type.Name}}(
                {{s.Model.FullName}} model,
                global::Circuitry.Features.FeatureDictionaries dictionaries,
                string? path,
                global::Circuitry.Datasets.TextTokenizer? tokenizer
            )
                : base(Declared, Sites, model, dictionaries, tokenizer)
            {
                _path = path;
                _tokenizer = tokenizer;
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(
                string path,
                string dictionaries,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null
            )
            {
                path = global::Circuitry.Weights.ModelFolder.Find(path).Path;
                // The tokenizer first: its errors show before the weights are read.
                var tokenizer = global::Circuitry.Datasets.TextTokenizer.Load(path);
                var model = {{s.Model.FullName}}.Load(path, numberType, device);
                return new(model, global::Circuitry.Features.FeatureDictionaries.LoadFor(model, dictionaries), path, tokenizer);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From(
                {{s.Model.FullName}} model,
                global::Circuitry.Features.FeatureDictionaries dictionaries,
                global::Circuitry.Datasets.TextTokenizer? tokenizer = null
            ) => new(model, dictionaries, null, tokenizer);

            /// <inheritdoc/>
            public override global::Circuitry.Features.Shift.BiasedData MakeTexts(int seed) =>
                ((global::Circuitry.Features.Shift.IBiasedDataset)new {{s.Dataset.FullName}}()).Make(
                    new global::Circuitry.DatasetRequest
                    {
                        Size = {{Literal.Of(s.DatasetSize)}},
                        Seed = seed,
                        Architecture = {{s.Model.FullName}}.Declared,
                        ModelPath = _path,
                        Tokenizer = _tokenizer,
                    }
                );

            """
        );

    private static void Judge(MemberText t, ShiftDeclared s) =>
        t.Add(
            s.Judge is null
                ? """
                /// <summary>Judges whether a feature belongs to the classifier's purpose; implement it in your class.</summary>
                /// <param name="evidence">The evidence about the feature.</param>
                public partial global::Circuitry.Features.Shift.Judgement Judge(global::Circuitry.Features.FeatureEvidence evidence);

                /// <inheritdoc/>
                public override global::Circuitry.Features.Shift.IFeatureJudge Judging =>
                    new global::Circuitry.Emitted.MethodJudge(Declared.Experiment + ".Judge", Judge);

                """
                : $$"""
                /// <inheritdoc/>
                public override global::Circuitry.Features.Shift.IFeatureJudge Judging { get; } = new {{s.Judge.FullName}}();

                """
        );

    private static void Drivers(MemberText t) =>
        t.Add(
            """
            /// <summary>SHIFT on the declared texts ("Sparse Feature Circuits", section 4).</summary>
            /// <param name="options">Options; null for those of the declaration.</param>
            public global::Circuitry.Features.Shift.ShiftSearch Shift(global::Circuitry.Features.Shift.ShiftOptions? options = null)
            {
                options ??= Options;
                return new(Model, Dictionaries, MakeTexts(options.Seed), TokenText, options);
            }

            /// <summary>SHIFT alongside its baselines ("Sparse Feature Circuits", table 2), each seed with its own texts.</summary>
            /// <param name="options">Options; null for those of the declaration.</param>
            public global::Circuitry.Evaluation.ShiftTable Table(global::Circuitry.Features.Shift.ShiftOptions? options = null) =>
                new(Model, Dictionaries, MakeTexts, TokenText, options ?? Options);

            """
        );
}

using System.Globalization;

namespace Circuitry.Generators;

/// <summary>Prints an experiment: its graph, its patched forward at the declared granularity, and its drivers.</summary>
internal static class ExperimentFormatter
{
    /// <summary>The members of the experiment class, unindented.</summary>
    public static string Members(ExperimentSpec spec)
    {
        var text = new MemberText();
        Declaration(text, spec);
        Construction(text, spec);
        PatchedForward(text, spec);
        Conventions(text, spec);
        text.Add(DriverFormatter.Members(spec));
        return text.ToString();
    }

    private static void Declaration(MemberText t, ExperimentSpec s) =>
        t.Add(
            $$"""
            /// <summary>The declaration, as the attributes state it.</summary>
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
                    new global::Circuitry.NodeUnits(
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
            private {{s.Type.Name}}({{s.Model.FullName}} model, global::Circuitry.PromptPairs prompts)
                : base(Declared, AllUnits, model, prompts, new {{s.Metric.FullName}}(), new {{s.Ablation.FullName}}()) { }

            /// <inheritdoc/>
            public static {{s.Type.Name}} Load(
                string path,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null
            )
            {
                // Prompts first: their errors show before the weights are read.
                var prompts = MakePrompts(path);
                prompts.CheckFit(AllUnits.Graph, new {{s.Metric.FullName}}());
                return new({{s.Model.FullName}}.Load(path, numberType, device), prompts);
            }

            /// <inheritdoc/>
            public static {{s.Type.Name}} From({{s.Model.FullName}} model, global::Circuitry.PromptPairs? prompts = null) =>
                new(model, prompts ?? MakePrompts());

            /// <summary>The declared data set's pairs of prompts.</summary>
            /// <param name="path">The path of the model's tokenizer; null if the data set needs none.</param>
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

    private static void PatchedForward(MemberText t, ExperimentSpec s)
    {
        var a = s.ModelArchitecture;
        var splitEmbedding = s.SplitEmbedding && a.Positions == PositionEmbedding.Learned;
        var split = s.SplitQueryKeyValue && s.Granularity.IsOfEdges();
        var perLayer = (split ? a.Heads + 2 * a.KeyValueHeads : a.KeyValueHeads) + (a.AttentionOnly ? 0 : 1);
        var logits = Invariant(a.Layers * perLayer);
        t.Add(
            $$"""
            /// <inheritdoc/>
            /// <remarks>
            /// A reader's input is its ablated input plus, over its kept edges, the current output of each writer minus its
            /// replacement; norms are recomputed on it. Readers are numbered as in <see cref="AllUnits"/>.
            /// </remarks>
            public override global::TorchSharp.torch.Tensor PatchedLogits(global::Circuitry.Emitted.PatchedStream stream)
            {
                var sequence = stream.Sequence;
            """
        );
        if (splitEmbedding)
        {
            t.Add(
                """
                    stream.Write(Model.EmbedTokens(sequence).unsqueeze(0));
                    stream.Write(Model.EmbedPositions(sequence)!.unsqueeze(0));
                """
            );
        }
        else
        {
            t.Add("    stream.Write(Model.Embed(sequence, global::Circuitry.Emitted.Tap.None).unsqueeze(0));");
        }

        t.Add(
            $$"""
                for (var layer = 0; layer < {{Invariant(a.Layers)}}; layer++)
                {
                    var reader = layer * {{Invariant(perLayer)}};
            """
        );
        t.Add(AttentionInputs(s, a));
        var expand = a.HeadsPerKeyValueHead > 1;
        var mlpReader = Invariant(perLayer - 1);
        // In a parallel block the MLP reads the stream before the heads have written.
        t.AddIf(
            a is { ParallelBlock: true, AttentionOnly: false },
            $"        var mlp = Model.Mlp(layer, stream.Read(reader + {mlpReader}, 1));"
        );
        t.Add(
            $$"""
                    stream.Write(Model.Attend(layer, null, query, {{(expand ? "Model.PerQueryHead(key)" : "key")}}, {{(
                expand ? "Model.PerQueryHead(value)" : "value"
            )}}, sequence));
            """
        );
        if (!a.AttentionOnly)
        {
            t.Add(
                a.ParallelBlock
                    ? "        stream.Write(mlp);"
                    : $"        stream.Write(Model.Mlp(layer, stream.Read(reader + {mlpReader}, 1)));"
            );
        }

        t.Add(
            $$"""
                }

                return Model.Unembed(stream.ReadAnswers({{logits}}));
            }

            """
        );
    }

    private static string AttentionInputs(ExperimentSpec s, Architecture a)
    {
        string heads = Invariant(a.Heads),
            groups = Invariant(a.KeyValueHeads);
        if (!s.Granularity.IsOfEdges())
        {
            return """
                        // A removed node is removed for every reader, so that all heads read the same, [1, mask * batch, position, d_model].
                        var input = stream.Read(reader, 1);
                        var query = Model.Query(layer, null, input);
                        var key = Model.Key(layer, null, input);
                        var value = Model.Value(layer, null, input);
                """;
        }

        if (!s.SplitQueryKeyValue)
        {
            var query = a.HeadsPerKeyValueHead > 1 ? "Model.PerQueryHead(input)" : "input";
            return $$"""
                        // The joint input of each head's query, key and value, [head, mask * batch, position, d_model].
                        var input = stream.Read(reader, {{groups}});
                        var query = Model.Query(layer, null, {{query}});
                        var key = Model.Key(layer, null, input);
                        var value = Model.Value(layer, null, input);
                """;
        }

        return $$"""
                    // The inputs of each head's query, key and value, [head, mask * batch, position, d_model].
                    var query = Model.Query(layer, null, stream.Read(reader, {{heads}}));
                    var key = Model.Key(layer, null, stream.Read(reader + {{heads}}, {{groups}}));
                    var value = Model.Value(layer, null, stream.Read(reader + {{Invariant(
                a.Heads + a.KeyValueHeads
            )}}, {{groups}}));
            """;
    }

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

using System.Globalization;

namespace Circuitry.Generators;

/// <summary>
/// Prints the straight-line program of one architecture: what its switches leave out is not in the text, so that nothing
/// is decided at run time but the layer.
/// </summary>
internal static class ProgramFormatter
{
    /// <summary>The members of the model class, unindented.</summary>
    /// <param name="type">The model's name.</param>
    /// <param name="a">Its architecture.</param>
    public static string Members(string type, Architecture a)
    {
        var text = new MemberText();
        Construction(text, type);
        Embedding(text, a);
        Block(text, a);
        Nodes(text, a);
        Attention(text, a);
        MlpBody(text, a);
        Norms(text, a);
        return text.ToString();
    }

    private static void Construction(MemberText t, string type) =>
        t.Add(
            $$"""
            private {{type}}(global::Circuitry.TransformerWeights weights)
                : base(Declared, weights) { }

            /// <inheritdoc/>
            public static {{type}} Load(string path, ScalarType? numberType = null, Device? device = null) =>
                new(global::Circuitry.TransformerWeights.Load(path, Declared, numberType, device));

            /// <inheritdoc/>
            public static {{type}} From(global::Circuitry.TransformerWeights weights) => new(weights);

            """
        );

    private static void Embedding(MemberText t, Architecture a)
    {
        t.Add(
            """
            /// <inheritdoc/>
            public override Tensor EmbedTokens(Sequence sequence) => Rows(Weights.W_E, sequence.Tokens);

            /// <inheritdoc/>
            """
        );
        t.Add(
            a.Positions == PositionEmbedding.Learned
                ? "public override Tensor? EmbedPositions(Sequence sequence) => Rows(Weights.W_pos!, sequence.Positions);\n"
                : "public override Tensor? EmbedPositions(Sequence sequence) => null;\n"
        );
    }

    private static void Block(MemberText t, Architecture a)
    {
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override Tensor Block(int layer, Tensor residual, Sequence sequence, Tap tap)
            {
                using var scope = NewDisposeScope();
                var w = Weights.Layers[layer];
                long batch = residual.size(0), length = residual.size(1);
                residual = tap.Pass(HookSite.ResidualPre, layer, residual); // [batch, position, d_model]

                Tensor query, key, value; // [head, batch, position, d_head]
                if (tap.WantsHeadInputs(layer))
                {
                    // Single heads are read or patched at their inputs: every head gets a stream of its own.
                    var input = tap.Pass(HookSite.AttentionInput, layer, residual.unsqueeze(2).expand(batch, length, Heads, ModelWidth));
                    var shared = {{(
                a.HeadsPerKeyValueHead == 1
                    ? "input"
                    : "residual.unsqueeze(2).expand(batch, length, KeyValueHeads, ModelWidth)"
            )}};
                    query = Query(layer, null, tap.Pass(HookSite.QueryInput, layer, input).permute(2, 0, 1, 3));
                    key = Key(layer, null, tap.Pass(HookSite.KeyInput, layer, shared).permute(2, 0, 1, 3));
                    value = Value(layer, null, tap.Pass(HookSite.ValueInput, layer, shared).permute(2, 0, 1, 3));
                    Norm1(layer, residual, tap); // for whoever reads the norm of the stream as a whole
                }
                else
                {
                    var projected = Ops.Linear(Norm1(layer, residual, tap), w.W_QKV, w.b_QKV)
                        .view(batch, length, Heads + 2 * KeyValueHeads, HeadWidth)
                        .permute(2, 0, 1, 3);
                    query = projected.narrow(0, 0, Heads);
                    key = projected.narrow(0, Heads, KeyValueHeads);
                    value = projected.narrow(0, Heads + KeyValueHeads, KeyValueHeads);
                }

                query = tap.PassHeads(HookSite.Query, layer, query);
                key = tap.PassHeads(HookSite.Key, layer, key);
                value = tap.PassHeads(HookSite.Value, layer, value);
            """
        );
        t.AddIf(
            a.Rotary is not null,
            """
                query = tap.PassHeads(HookSite.RotatedQuery, layer, Ops.Rotate(query, sequence.Cosines!, sequence.Sines!));
                key = tap.PassHeads(HookSite.RotatedKey, layer, Ops.Rotate(key, sequence.Cosines!, sequence.Sines!));
            """
        );
        t.AddIf(
            a.HeadsPerKeyValueHead > 1,
            """
                key = PerQueryHead(key);
                value = PerQueryHead(value);
            """
        );
        t.Add(
            $$"""
                var pattern = Pattern(layer, query, key, sequence, tap); // [head, batch, query_position, key_position]
                var mixed = tap.PassHeads(HookSite.MixedValue, layer, pattern.matmul(value)); // [head, batch, position, d_head]
                Tensor attention; // [batch, position, d_model]
                if (tap.Wants(HookSite.HeadOutput, layer))
                {
                    attention = tap.PassHeads(HookSite.HeadOutput, layer, HeadOutputs(layer, null, mixed)).sum(dim: 0);{{(
                a.AttentionOutputBias ? "\n        attention = Ops.Add(attention, w.b_O!);" : ""
            )}}
                }
                else
                {
                    attention = Ops.Linear(mixed.permute(1, 2, 0, 3).reshape(batch, length, Heads * HeadWidth), w.W_O, {{(
                a.AttentionOutputBias ? "w.b_O" : "null"
            )}});
                }

                attention = tap.Pass(HookSite.AttentionOutput, layer, attention);
            """
        );
        if (a.AttentionOnly)
        {
            t.Add("    residual = Ops.Add(residual, attention);");
        }
        else if (a.ParallelBlock)
        {
            t.Add("    // The MLP reads what attention reads.");
            t.Add("    var mlp = Neurons(layer, tap.Pass(HookSite.MlpInput, layer, residual), tap);");
        }
        else
        {
            t.Add("    residual = tap.Pass(HookSite.ResidualMid, layer, Ops.Add(residual, attention));");
            t.Add("    var mlp = Neurons(layer, tap.Pass(HookSite.MlpInput, layer, residual), tap);");
        }

        t.AddIf(
            !a.AttentionOnly,
            $"    mlp = tap.Pass(HookSite.MlpOutput, layer, Ops.Linear(mlp, w.W_out!, {(a.MlpBias ? "w.b_out" : "null")}));\n"
                + (
                    a.ParallelBlock
                        ? "    residual = Ops.Add(Ops.Add(residual, attention), mlp);"
                        : "    residual = Ops.Add(residual, mlp);"
                )
        );
        t.Add(
            """
                return tap.Pass(HookSite.ResidualPost, layer, residual).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Nodes(MemberText t, Architecture a)
    {
        foreach (
            var (name, first, count) in new[]
            {
                ("Query", "0", "Heads"),
                ("Key", "Heads", "KeyValueHeads"),
                ("Value", "Heads + KeyValueHeads", "KeyValueHeads"),
            }
        )
        {
            t.Add(
                $$"""
                /// <inheritdoc/>
                public override Tensor {{name}}(int layer, Tensor? heads, Tensor input)
                {
                    using var scope = NewDisposeScope();
                    return ProjectHeads(layer, {{first}}, {{count}}, heads, Norm1(layer, input, Tap.None)).MoveToOuterDisposeScope();
                }

                """
            );
        }

        t.Add(
            """
            /// <inheritdoc/>
            public override Tensor Attend(int layer, Tensor? heads, Tensor query, Tensor key, Tensor value, Sequence sequence)
            {
                using var scope = NewDisposeScope();
            """
        );
        t.AddIf(
            a.Rotary is not null,
            """
                query = Ops.Rotate(query, sequence.Cosines!, sequence.Sines!);
                key = Ops.Rotate(key, sequence.Cosines!, sequence.Sines!);
            """
        );
        t.Add(
            """
                var mixed = Pattern(layer, query, key, sequence, Tap.None).matmul(value);
                return HeadOutputs(layer, heads, mixed).MoveToOuterDisposeScope();
            }

            """
        );
        t.Add(
            a.AttentionOnly
                ? """
                /// <inheritdoc/>
                /// <exception cref="global::System.NotSupportedException">Always: the blocks have attention only.</exception>
                public override Tensor Mlp(int layer, Tensor input) =>
                    throw new global::System.NotSupportedException("the blocks of this model have attention only");

                """
                : """
                /// <inheritdoc/>
                public override Tensor Mlp(int layer, Tensor input)
                {
                    using var scope = NewDisposeScope();
                    return Ops.Linear(Neurons(layer, input, Tap.None), Weights.Layers[layer].W_out!, null).MoveToOuterDisposeScope();
                }

                """
        );
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override Tensor Unembed(Tensor residual, Tap tap)
            {
                using var scope = NewDisposeScope();
                var input = tap.Pass(HookSite.UnembedInput, -1, {{FinalNorm(a)}});
                return tap.Pass(HookSite.Logits, -1, Ops.Linear(input, Weights.W_U, {{(
                a.UnembedBias ? "Weights.b_U" : "null"
            )}})).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Attention(MemberText t, Architecture a)
    {
        var scale = Decimal(a.AttentionScale);
        t.Add(
            $$"""
            /// <summary>Who attends to whom, [head, row, query_position, key_position].</summary>
            private static Tensor Pattern(int layer, Tensor query, Tensor key, Sequence sequence, Tap tap)
            {
                using var scope = NewDisposeScope();
                var scores = Ops.Divide(query.matmul(key.transpose(-2, -1)), {{(
                a.ScaleByInverseLayer ? $"{scale} * (layer + 1)" : scale
            )}});
                if (sequence.Mask is { } mask)
                {
                    scores = Ops.Add(scores, mask);
                }

                scores = tap.PassScores(HookSite.AttentionScores, layer, scores);
                // Padding attends to nothing; its scores are all minus infinity, of which a softmax has neither a value nor a gradient.
                var pattern = sequence.Nothing is { } nothing
                    ? scores.masked_fill(nothing, Scalars.Zero).softmax(-1).masked_fill(nothing, Scalars.Zero)
                    : scores.softmax(-1);
                return tap.PassScores(HookSite.AttentionPattern, layer, pattern).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void MlpBody(MemberText t, Architecture a)
    {
        if (a.AttentionOnly)
        {
            return;
        }

        t.Add(
            $$"""
            /// <summary>The neurons of an MLP after the nonlinearity, [..., d_mlp].</summary>
            private Tensor Neurons(int layer, Tensor input, Tap tap)
            {
                using var scope = NewDisposeScope();
                var w = Weights.Layers[layer];
                var normalized = {{(a.Normalization == Normalization.None ? "input" : "Norm2(layer, input, tap)")}};
            """
        );
        var activation = $"global::Circuitry.Nonlinearity.{a.Nonlinearity}";
        if (a.GatedMlp)
        {
            // Hugging Face adds the linear path's bias before the product, TransformerLens after it.
            var biasBefore = a.GateHasBias;
            var biasAfter = a.MlpBias && !biasBefore;
            t.Add(
                $$"""
                    var gate = tap.Pass(HookSite.MlpPre, layer, Ops.Linear(normalized, w.W_gate!, {{(
                    biasBefore ? "w.b_gate" : "null"
                )}}));
                    var linear = tap.Pass(HookSite.MlpPreLinear, layer, Ops.Linear(normalized, w.W_in!, {{(
                    biasBefore ? "w.b_in" : "null"
                )}}));
                    var post = Ops.Activate({{activation}}, gate) * linear;{{(
                    biasAfter ? "\n    post = Ops.Add(post, w.b_in!);" : ""
                )}}
                """
            );
        }
        else
        {
            t.Add(
                $$"""
                    var pre = tap.Pass(HookSite.MlpPre, layer, Ops.Linear(normalized, w.W_in!, {{(
                    a.MlpBias ? "w.b_in" : "null"
                )}}));
                    var post = Ops.Activate({{activation}}, pre);
                """
            );
        }

        t.Add(
            """
                return tap.Pass(HookSite.MlpPost, layer, post).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Norms(MemberText t, Architecture a)
    {
        foreach (var index in a.AttentionOnly || a.Normalization == Normalization.None ? new[] { 1 } : new[] { 1, 2 })
        {
            var what = index == 1 ? "attention" : "the MLP";
            t.Add($"/// <summary>The norm in front of {what}, [..., d_model].</summary>");
            t.Add(
                a.Normalization == Normalization.None
                    ? $"private static Tensor Norm{index}(int layer, Tensor x, Tap tap) => x.alias();\n"
                    : $"private Tensor Norm{index}(int layer, Tensor x, Tap tap) =>\n    "
                        + Norm(
                            a,
                            "x",
                            $"Weights.Layers[layer].Norm{index}Scale",
                            $"Weights.Layers[layer].Norm{index}Bias",
                            $"HookSite.Norm{index}Scale, HookSite.Norm{index}Normalized, layer"
                        )
                        + ";\n"
            );
        }
    }

    private static string FinalNorm(Architecture a) =>
        a.Normalization == Normalization.None
            ? "residual"
            : Norm(
                a,
                "residual",
                "Weights.FinalNormScale",
                "Weights.FinalNormBias",
                "HookSite.FinalNormScale, HookSite.FinalNormNormalized, -1"
            );

    private static string Norm(Architecture a, string input, string scale, string bias, string sites)
    {
        scale = a.NormHasScale ? scale : "null";
        bias = a.NormHasBias ? bias : "null";
        var epsilon = Decimal(a.NormEpsilon);
        return a.NormCentres
            ? $"TappedNorm.LayerNorm({input}, {scale}, {bias}, {epsilon}, tap, {sites})"
            : $"TappedNorm.RmsNorm({input}, {scale}, {epsilon}, tap, {sites})";
    }

    private static string Decimal(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }
}

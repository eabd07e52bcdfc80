namespace Circuitry.Generators;

/// <summary>
/// Prints the straight-line program of one architecture: switches that are off emit no text, so that nothing is decided at run
/// time but the layer.
/// </summary>
internal static class ProgramFormatter
{
    /// <summary>The members of the model class, unindented.</summary>
    /// <param name="type">The model's name.</param>
    /// <param name="a">Its architecture.</param>
    /// <param name="family">The class that declares its family, with <c>global::</c>; null for a family of Circuitry's.</param>
    public static string Members(string type, Architecture a, string? family)
    {
        var text = new MemberText();
        Construction(text, type, family);
        Embedding(text, a);
        Block(text, a);
        Nodes(text, a);
        Biases(text, a);
        Directions(text, a);
        Attention(text, a);
        MlpBody(text, a);
        Norms(text, a);
        return text.ToString();
    }

    private static void Construction(MemberText t, string type, string? family) =>
        t.Add(
            $$"""
            private {{type}}(global::Circuitry.Weights.TransformerWeights weights)
                : base(Declared, weights) { }

            /// <inheritdoc/>
            public static {{type}} Load(
                string path,
                global::TorchSharp.torch.ScalarType? numberType = null,
                global::TorchSharp.torch.Device? device = null
            ) => new(global::Circuitry.Weights.TransformerWeights.Load{{(
                family is null ? "" : $"<{family}>"
            )}}(path, Declared, numberType, device));

            /// <inheritdoc/>
            public static {{type}} From(global::Circuitry.Weights.TransformerWeights weights) => new(weights);

            """
        );

    private static void Embedding(MemberText t, Architecture a)
    {
        t.Add(
            """
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor EmbedTokens(global::Circuitry.Models.Sequence sequence) =>
                Rows(Weights.W_E, sequence.Tokens);

            /// <inheritdoc/>
            """
        );
        t.Add(
            a.Positions.Kind == PositionEmbedding.Learned
                ? "public override global::TorchSharp.torch.Tensor? EmbedPositions(global::Circuitry.Models.Sequence sequence) =>\n    Rows(Weights.W_pos!, sequence.Positions);\n"
                : "public override global::TorchSharp.torch.Tensor? EmbedPositions(global::Circuitry.Models.Sequence sequence) => null;\n"
        );
    }

    private static void Block(MemberText t, Architecture a)
    {
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor Block(
                int layer,
                global::TorchSharp.torch.Tensor residual,
                global::Circuitry.Models.Sequence sequence,
                global::Circuitry.Emitted.Tap tap
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
                var w = Weights.Layers[layer];
                long batch = residual.size(0), length = residual.size(1);
                residual = tap.Pass(global::Circuitry.Models.HookSite.ResidualPre, layer, residual); // [batch, position, d_model]

                global::TorchSharp.torch.Tensor query, key, value; // [head, batch, position, d_head]
                if (tap.WantsHeadInputs(layer))
                {
                    // Single heads are read or patched at their inputs: every head gets a separate stream.
                    var input = residual.unsqueeze(2).expand(batch, length, Heads, ModelWidth);
                    input = tap.Pass(global::Circuitry.Models.HookSite.AttentionInput, layer, input);
                    var shared = {{(
                a.HeadsPerKeyValueHead == 1
                    ? "input"
                    : "residual.unsqueeze(2).expand(batch, length, KeyValueHeads, ModelWidth)"
            )}};
                    query = Query(layer, null, tap.Pass(global::Circuitry.Models.HookSite.QueryInput, layer, input).permute(2, 0, 1, 3));
                    key = Key(layer, null, tap.Pass(global::Circuitry.Models.HookSite.KeyInput, layer, shared).permute(2, 0, 1, 3));
                    value = Value(layer, null, tap.Pass(global::Circuitry.Models.HookSite.ValueInput, layer, shared).permute(2, 0, 1, 3));
                    Norm1(layer, residual, tap); // for reads of the norm of the whole stream
                }
                else
                {
                    var projected = global::Circuitry.Tensors.Ops.Linear(Norm1(layer, residual, tap), w.W_QKV, w.b_QKV)
                        .view(batch, length, Heads + 2 * KeyValueHeads, HeadWidth)
                        .permute(2, 0, 1, 3);
                    query = projected.narrow(0, 0, Heads);
                    key = projected.narrow(0, Heads, KeyValueHeads);
                    value = projected.narrow(0, Heads + KeyValueHeads, KeyValueHeads);
                }

                query = tap.PassHeads(global::Circuitry.Models.HookSite.Query, layer, query);
                key = tap.PassHeads(global::Circuitry.Models.HookSite.Key, layer, key);
                value = tap.PassHeads(global::Circuitry.Models.HookSite.Value, layer, value);
            """
        );
        t.AddIf(
            a.Positions.Rotary is not null,
            """
                query = global::Circuitry.Tensors.Ops.Rotate(query, sequence.Cosines!, sequence.Sines!);
                query = tap.PassHeads(global::Circuitry.Models.HookSite.RotatedQuery, layer, query);
                key = global::Circuitry.Tensors.Ops.Rotate(key, sequence.Cosines!, sequence.Sines!);
                key = tap.PassHeads(global::Circuitry.Models.HookSite.RotatedKey, layer, key);
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
                var mixed = pattern.matmul(value); // [head, batch, position, d_head]
                mixed = tap.PassHeads(global::Circuitry.Models.HookSite.MixedValue, layer, mixed);
                global::TorchSharp.torch.Tensor attention; // [batch, position, d_model]
                if (tap.Wants(global::Circuitry.Models.HookSite.HeadOutput, layer))
                {
                    var outputs = tap.PassHeads(global::Circuitry.Models.HookSite.HeadOutput, layer, HeadOutputs(layer, null, mixed));
                    attention = outputs.sum(dim: 0);{{(
                a.Attention.OutputBias ? "\n        attention = global::Circuitry.Tensors.Ops.Add(attention, w.b_O!);" : ""
            )}}
                }
                else
                {
                    mixed = mixed.permute(1, 2, 0, 3).reshape(batch, length, Heads * HeadWidth); // heads side by side
                    attention = global::Circuitry.Tensors.Ops.Linear(mixed, w.W_O, {{(
                a.Attention.OutputBias ? "w.b_O" : "null"
            )}});
                }

                attention = tap.Pass(global::Circuitry.Models.HookSite.AttentionOutput, layer, attention);
            """
        );
        if (a.AttentionOnly)
        {
            t.Add("    residual = global::Circuitry.Tensors.Ops.Add(residual, attention);");
        }
        else if (a.Block.Parallel)
        {
            t.Add("    // The MLP reads what attention reads.");
            t.Add(
                "    var mlp = Neurons(layer, tap.Pass(global::Circuitry.Models.HookSite.MlpInput, layer, residual), tap);"
            );
        }
        else
        {
            t.Add("    residual = global::Circuitry.Tensors.Ops.Add(residual, attention);");
            t.Add("    residual = tap.Pass(global::Circuitry.Models.HookSite.ResidualMid, layer, residual);");
            t.Add(
                "    var mlp = Neurons(layer, tap.Pass(global::Circuitry.Models.HookSite.MlpInput, layer, residual), tap);"
            );
        }

        t.AddIf(
            !a.AttentionOnly,
            $"    mlp = global::Circuitry.Tensors.Ops.Linear(mlp, w.W_out!, {(a.Mlp is { Bias: true } ? "w.b_out" : "null")});\n"
                + "    mlp = tap.Pass(global::Circuitry.Models.HookSite.MlpOutput, layer, mlp);\n"
                + (
                    a.Block.Parallel
                        ? "    residual = global::Circuitry.Tensors.Ops.Add(residual, attention);\n    residual = global::Circuitry.Tensors.Ops.Add(residual, mlp);"
                        : "    residual = global::Circuitry.Tensors.Ops.Add(residual, mlp);"
                )
        );
        t.Add(
            """
                return tap.Pass(global::Circuitry.Models.HookSite.ResidualPost, layer, residual).MoveToOuterDisposeScope();
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
                public override global::TorchSharp.torch.Tensor {{name}}(
                    int layer,
                    global::TorchSharp.torch.Tensor? heads,
                    global::TorchSharp.torch.Tensor input
                )
                {
                    using var scope = global::TorchSharp.torch.NewDisposeScope();
                    var normalized = Norm1(layer, input, global::Circuitry.Emitted.Tap.None);
                    return ProjectHeads(layer, {{first}}, {{count}}, heads, normalized).MoveToOuterDisposeScope();
                }

                """
            );
        }

        t.Add(
            """
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor Attend(
                int layer,
                global::TorchSharp.torch.Tensor? heads,
                global::TorchSharp.torch.Tensor query,
                global::TorchSharp.torch.Tensor key,
                global::TorchSharp.torch.Tensor value,
                global::Circuitry.Models.Sequence sequence
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
            """
        );
        t.AddIf(
            a.Positions.Rotary is not null,
            """
                query = global::Circuitry.Tensors.Ops.Rotate(query, sequence.Cosines!, sequence.Sines!);
                key = global::Circuitry.Tensors.Ops.Rotate(key, sequence.Cosines!, sequence.Sines!);
            """
        );
        t.Add(
            """
                var mixed = Pattern(layer, query, key, sequence, global::Circuitry.Emitted.Tap.None).matmul(value);
                return HeadOutputs(layer, heads, mixed).MoveToOuterDisposeScope();
            }

            """
        );
        t.Add(
            a.AttentionOnly
                ? """
                /// <inheritdoc/>
                /// <exception cref="global::System.NotSupportedException">Always: the blocks have attention only.</exception>
                public override global::TorchSharp.torch.Tensor Mlp(int layer, global::TorchSharp.torch.Tensor input) =>
                    throw new global::System.NotSupportedException("the blocks of this model have attention only");

                """
                : """
                /// <inheritdoc/>
                public override global::TorchSharp.torch.Tensor Mlp(int layer, global::TorchSharp.torch.Tensor input)
                {
                    using var scope = global::TorchSharp.torch.NewDisposeScope();
                    var neurons = Neurons(layer, input, global::Circuitry.Emitted.Tap.None);
                    return global::Circuitry.Tensors.Ops.Linear(neurons, Weights.Layers[layer].W_out!, null).MoveToOuterDisposeScope();
                }

                """
        );
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor Unembed(
                global::TorchSharp.torch.Tensor residual,
                global::Circuitry.Emitted.Tap tap
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
                var input = {{FinalNorm(a)}};
                input = tap.Pass(global::Circuitry.Models.HookSite.UnembedInput, -1, input);
                var logits = global::Circuitry.Tensors.Ops.Linear(input, Weights.W_U, {{(
                a.Logits.Bias ? "Weights.b_U" : "null"
            )}});
                return tap.Pass(global::Circuitry.Models.HookSite.Logits, -1, logits).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Biases(MemberText t, Architecture a) =>
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor? AttentionBias(int layer) => {{(
                a.Attention.OutputBias ? "Weights.Layers[layer].b_O" : "null"
            )}};

            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor? MlpBias(int layer) => {{(
                a.Mlp is { Bias: true } ? "Weights.Layers[layer].b_out" : "null"
            )}};

            """
        );

    private static void Directions(MemberText t, Architecture a)
    {
        t.Add(
            """
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor UnembedDirections(global::TorchSharp.torch.Tensor directions)
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
            """
        );
        t.AddIf(a.Norm.Centres, "    directions = directions.sub(directions.mean([-1], keepdim: true));");
        t.AddIf(a.Norm.HasScale, "    directions = directions.mul(Weights.FinalNormScale!);");
        t.Add(
            """
                return global::Circuitry.Tensors.Ops.Linear(directions, Weights.W_U).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Attention(MemberText t, Architecture a)
    {
        var scale = Decimal(a.Attention.Scale);
        t.Add(
            $$"""
            /// <summary>The attention pattern, [head, row, query_position, key_position].</summary>
            private static global::TorchSharp.torch.Tensor Pattern(
                int layer,
                global::TorchSharp.torch.Tensor query,
                global::TorchSharp.torch.Tensor key,
                global::Circuitry.Models.Sequence sequence,
                global::Circuitry.Emitted.Tap tap
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
                var scores = global::Circuitry.Tensors.Ops.Divide(query.matmul(key.transpose(-2, -1)), {{(
                a.Attention.ScaleByInverseLayer ? $"{scale} * (layer + 1)" : scale
            )}});
                if (sequence.Mask is { } mask)
                {
                    scores = global::Circuitry.Tensors.Ops.Add(scores, mask);
                }

                scores = tap.PassScores(global::Circuitry.Models.HookSite.AttentionScores, layer, scores);
                // Padding attends to nothing; its scores are all minus infinity, of which a softmax has neither a value nor a gradient.
                var pattern = sequence.Nothing is { } nothing
                    ? scores
                        .masked_fill(nothing, global::Circuitry.Tensors.Scalars.Zero)
                        .softmax(-1)
                        .masked_fill(nothing, global::Circuitry.Tensors.Scalars.Zero)
                    : scores.softmax(-1);
                pattern = tap.Rule.Pattern(pattern);
                return tap.PassScores(global::Circuitry.Models.HookSite.AttentionPattern, layer, pattern).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void MlpBody(MemberText t, Architecture a)
    {
        if (a.Mlp is not { } m)
        {
            return;
        }

        t.Add(
            $$"""
            /// <summary>The neurons of an MLP after the nonlinearity, [..., d_mlp].</summary>
            private global::TorchSharp.torch.Tensor Neurons(
                int layer,
                global::TorchSharp.torch.Tensor input,
                global::Circuitry.Emitted.Tap tap
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
                var w = Weights.Layers[layer];
                var normalized = {{(a.Norm.Kind == Normalization.None ? "input" : "Norm2(layer, input, tap)")}};
            """
        );
        var activation = $"global::Circuitry.Nonlinearity.{m.Nonlinearity}";
        if (m.Gated)
        {
            t.Add(
                $$"""
                    var gate = global::Circuitry.Tensors.Ops.Linear(normalized, w.W_gate!, {{(m.GateBias ? "w.b_gate" : "null")}});
                    gate = tap.Pass(global::Circuitry.Models.HookSite.MlpPre, layer, gate);
                    var linear = global::Circuitry.Tensors.Ops.Linear(normalized, w.W_in!, {{(m.Bias && !m.BiasAfterGate ? "w.b_in" : "null")}});
                    linear = tap.Pass(global::Circuitry.Models.HookSite.MlpPreLinear, layer, linear);
                    var post = global::Circuitry.Tensors.Ops.Activate({{activation}}, gate) * linear;{{(
                    m.Bias && m.BiasAfterGate ? "\n    post = global::Circuitry.Tensors.Ops.Add(post, w.b_in!);" : ""
                )}}
                """
            );
        }
        else
        {
            t.Add(
                $$"""
                    var pre = global::Circuitry.Tensors.Ops.Linear(normalized, w.W_in!, {{(
                    m.Bias ? "w.b_in" : "null"
                )}});
                    pre = tap.Pass(global::Circuitry.Models.HookSite.MlpPre, layer, pre);
                    var post = global::Circuitry.Tensors.Ops.Activate({{activation}}, pre);
                """
            );
        }

        t.Add(
            """
                return tap.Pass(global::Circuitry.Models.HookSite.MlpPost, layer, post).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Norms(MemberText t, Architecture a)
    {
        foreach (var index in a.AttentionOnly || a.Norm.Kind == Normalization.None ? new[] { 1 } : new[] { 1, 2 })
        {
            var what = index == 1 ? "attention" : "the MLP";
            var signature =
                $"global::TorchSharp.torch.Tensor Norm{index}(int layer, global::TorchSharp.torch.Tensor x, global::Circuitry.Emitted.Tap tap)";
            t.Add($"/// <summary>The norm in front of {what}, [..., d_model].</summary>");
            t.Add(
                a.Norm.Kind == Normalization.None
                    ? $"private static {signature} => x.alias();\n"
                    : $"private {signature} =>\n    "
                        + Norm(a, "x", $"Weights.Layers[layer].Norm{index}", $"Norm{index}", "layer")
                        + ";\n"
            );
        }
    }

    private static string FinalNorm(Architecture a) =>
        a.Norm.Kind == Normalization.None ? "residual" : Norm(a, "residual", "Weights.FinalNorm", "FinalNorm", "-1");

    /// <summary>A norm, its arguments a line each, indented as the body of a method.</summary>
    private static string Norm(Architecture a, string input, string weights, string site, string layer)
    {
        string?[] arguments =
        [
            input,
            a.Norm.HasScale ? weights + "Scale" : "null",
            !a.Norm.Centres ? null
            : a.Norm.HasBias ? weights + "Bias"
            : "null",
            Decimal(a.Norm.Epsilon),
            "tap",
            $"global::Circuitry.Models.HookSite.{site}Scale",
            $"global::Circuitry.Models.HookSite.{site}Normalized",
            layer,
        ];
        var lines = string.Join(",\n        ", arguments.OfType<string>());
        return $"global::Circuitry.Emitted.TappedNorm.{(a.Norm.Centres ? "LayerNorm" : "RmsNorm")}(\n        {lines}\n    )";
    }

    // A whole number is an int in C#, of which there is no overload.
    private static string Decimal(double value)
    {
        var text = Literal.Of(value);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }
}

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
        if (a.Embedding is { Scale: 1, Norm: false })
        {
            t.Add(
                """
                /// <inheritdoc/>
                public override global::TorchSharp.torch.Tensor EmbedTokens(global::Circuitry.Models.Sequence sequence) =>
                    Rows(Weights.W_E, sequence.Tokens);

                /// <inheritdoc/>
                """
            );
        }
        else
        {
            t.Add(
                """
                /// <inheritdoc/>
                public override global::TorchSharp.torch.Tensor EmbedTokens(global::Circuitry.Models.Sequence sequence)
                {
                    using var scope = global::TorchSharp.torch.NewDisposeScope();
                    var tokens = Rows(Weights.W_E, sequence.Tokens);
                """
            );
            t.AddIf(
                a.Embedding.Scale != 1,
                $"    tokens = global::Circuitry.Tensors.Ops.Scale(tokens, {Decimal(a.Embedding.Scale)});"
            );
            t.AddIf(
                a.Embedding.Norm,
                $"    tokens = global::Circuitry.Tensors.Ops.{(a.Norm.Centres ? "LayerNorm" : "RmsNorm")}(tokens, {(a.Norm.HasScale ? "Weights.EmbeddingNormScale" : "null")}{(
                    !a.Norm.Centres ? "" : a.Norm.HasBias ? ", Weights.EmbeddingNormBias" : ", null"
                )}, {Decimal(a.Norm.Epsilon)});"
            );
            t.Add(
                """
                    return tokens.MoveToOuterDisposeScope();
                }

                /// <inheritdoc/>
                """
            );
        }

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
                    var projected = {{Clipped(
                a,
                "global::Circuitry.Tensors.Ops.Linear(Norm1(layer, residual, tap), w.W_QKV, w.b_QKV)"
            )}}
                        .view(batch, length, Heads + 2 * KeyValueHeads, HeadWidth)
                        .permute(2, 0, 1, 3);
                    query = {{Whole(a, "Query", "projected.narrow(0, 0, Heads)")}};
                    key = {{Whole(a, "Key", "projected.narrow(0, Heads, KeyValueHeads)")}};
                    value = projected.narrow(0, Heads + KeyValueHeads, KeyValueHeads);
                }

                query = tap.PassHeads(global::Circuitry.Models.HookSite.Query, layer, query);
                key = tap.PassHeads(global::Circuitry.Models.HookSite.Key, layer, key);
                value = tap.PassHeads(global::Circuitry.Models.HookSite.Value, layer, value);
            """
        );
        NormedHeads(t, a, aligned: false);
        Rotation(
            t,
            a,
            "    query = tap.PassHeads(global::Circuitry.Models.HookSite.RotatedQuery, layer, query);",
            "    key = tap.PassHeads(global::Circuitry.Models.HookSite.RotatedKey, layer, key);"
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
                var pattern = Pattern(layer, {{(a.Positions.Kind == PositionEmbedding.Alibi ? "null, " : "")}}query, key, sequence, tap); // [head, batch, query_position, key_position]
                var mixed = pattern.matmul(value); // [head, batch, position, d_head]
                mixed = tap.PassHeads(global::Circuitry.Models.HookSite.MixedValue, layer, mixed);
                global::TorchSharp.torch.Tensor attention; // [batch, position, d_model]
                if (tap.Wants(global::Circuitry.Models.HookSite.HeadOutput, layer))
                {
                    var outputs = tap.PassHeads(global::Circuitry.Models.HookSite.HeadOutput, layer, HeadOutputs(layer, null, mixed));
                    attention = outputs.sum(dim: 0);{{(
                !a.Attention.OutputBias ? ""
                : a.Block.BranchScale == 1 ? "\n        attention = global::Circuitry.Tensors.Ops.Add(attention, w.b_O!);"
                : "\n        attention = global::Circuitry.Tensors.Ops.Add(attention, AttentionBias(layer)!);"
            )}}
                }
                else
                {
                    mixed = mixed.permute(1, 2, 0, 3).reshape(batch, length, Heads * HeadWidth); // heads side by side
                    attention = {{Branch(
                a,
                $"global::Circuitry.Tensors.Ops.Linear(mixed, w.W_O, {(a.Attention.OutputBias ? "w.b_O" : "null")})"
            )}};
                }

            """
        );
        Behind(t, a, "attention", "Attention", 1);
        if (a.AttentionOnly)
        {
            t.Add(Joined(a, "attention", 1));
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
            t.Add(Joined(a, "attention", 1));
            t.Add("    residual = tap.Pass(global::Circuitry.Models.HookSite.ResidualMid, layer, residual);");
            t.Add(
                "    var mlp = Neurons(layer, tap.Pass(global::Circuitry.Models.HookSite.MlpInput, layer, residual), tap);"
            );
        }

        if (!a.AttentionOnly)
        {
            t.Add(
                $"    mlp = {Branch(a, $"global::Circuitry.Tensors.Ops.Linear(mlp, w.W_out!, {(a.Mlp is { Bias: true } ? "w.b_out" : "null")})")};"
            );
            Behind(t, a, "mlp", "Mlp", 2);
            t.AddIf(a.Block.Parallel, Joined(a, "attention", 1));
            t.Add(Joined(a, "mlp", 2));
        }

        t.Add(
            """
                return tap.Pass(global::Circuitry.Models.HookSite.ResidualPost, layer, residual).MoveToOuterDisposeScope();
            }

            """
        );
    }

    /// <summary>A branch's output times the scale of branches.</summary>
    private static string Branch(Architecture a, string output) =>
        a.Block.BranchScale == 1
            ? output
            : $"global::Circuitry.Tensors.Ops.Scale({output}, {Decimal(a.Block.BranchScale)})";

    /// <summary>The norm behind a branch, and the branch's hook points.</summary>
    private static void Behind(MemberText t, Architecture a, string branch, string part, int index)
    {
        t.AddIf(
            a.Norm.IsAfter,
            $"    {branch} = tap.Pass(global::Circuitry.Models.HookSite.{part}Branch, layer, {branch});\n"
                + $"    {branch} = PostNorm{Literal.Of(index)}(layer, {branch}, tap);"
        );
        t.Add($"    {branch} = tap.Pass(global::Circuitry.Models.HookSite.{part}Output, layer, {branch});");
    }

    /// <summary>The stream behind a branch.</summary>
    private static string Joined(Architecture a, string branch, int index)
    {
        var stream = a.Norm.NormedResidual
            ? $"Norm{Literal.Of(index)}(layer, residual, global::Circuitry.Emitted.Tap.None)"
            : "residual";
        var sum = $"global::Circuitry.Tensors.Ops.Add({stream}, {branch})";
        return a.Norm.Place == NormPlace.AfterAddition
            ? $"    residual = PostNorm{Literal.Of(index)}(layer, {sum}, tap);"
            : $"    residual = {sum};";
    }

    /// <summary>How a stage joins the stream of a patched run, where that is more than a sum.</summary>
    private static void Joins(MemberText t, Architecture a)
    {
        if (a.Norm.JoinsAttention)
        {
            Join(t, a, "JoinAttention", "sum", 1, a.Norm.IsAfter);
        }

        if (a.Norm.JoinsMlp && !a.AttentionOnly)
        {
            Join(t, a, "JoinMlp", "output", 2, normed: false);
        }
    }

    private static void Join(MemberText t, Architecture a, string name, string branch, int index, bool normed)
    {
        const string none = "global::Circuitry.Emitted.Tap.None";
        var stream = a.Norm.NormedResidual ? $"Norm{Literal.Of(index)}(layer, stream, {none})" : "stream";
        var added = normed ? $"PostNorm{Literal.Of(index)}(layer, {branch}, {none})" : branch;
        var joined = $"global::Circuitry.Tensors.Ops.Add({stream}, {added})";
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor {{name}}(
                int layer,
                global::TorchSharp.torch.Tensor stream,
                global::TorchSharp.torch.Tensor {{branch}}
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();
                var joined = {{joined}};{{(
                a.Norm.Place == NormPlace.AfterAddition
                    ? $"\n    joined = PostNorm{Literal.Of(index)}(layer, joined, {none});"
                    : ""
            )}}
                return joined.MoveToOuterDisposeScope();
            }

            """
        );
    }

    /// <summary>Projections within their bounds.</summary>
    private static string Clipped(Architecture a, string projected) =>
        a.Attention.QueryKeyValueClip == 0
            ? projected
            : $"global::Circuitry.Tensors.Ops.Clip({projected}, {Decimal(a.Attention.QueryKeyValueClip)})";

    /// <summary>Queries or keys of all heads, [head, batch, position, d_head], normed as one vector where the architecture does.</summary>
    private static string Whole(Architecture a, string kind, string heads) =>
        a.Attention.QueryKeyNorm is { Whole: true } norm
            ? HeadNorm(norm, a, "Whole", kind, $"{heads}.permute(1, 2, 0, 3).flatten(2)")
                + $".unflatten(2, {(kind == "Query" ? "Heads" : "KeyValueHeads")}, HeadWidth).permute(2, 0, 1, 3)"
            : heads;

    /// <summary>Norms of single heads, of all of them or of those that are asked for, keys then one for each query head.</summary>
    private static void NormedHeads(MemberText t, Architecture a, bool aligned)
    {
        if (a.Attention.QueryKeyNorm is not { Whole: false } norm)
        {
            return;
        }

        var (query, key) = aligned
            ? (
                ", all => heads is null ? all : all.index_select(0, heads)",
                ", all => heads is null ? PerQueryHead(all) : PerQueryHead(all).index_select(0, heads)"
            )
            : ("", "");
        t.Add($"    query = {HeadNorm(norm, a, "Each", "Query", "query", query)};");
        t.Add($"    key = {HeadNorm(norm, a, "Each", "Key", "key", key)};");
    }

    private static string HeadNorm(
        QueryKeyNormOrgan norm,
        Architecture a,
        string how,
        string kind,
        string heads,
        string perHead = ""
    )
    {
        string Weight(bool present, string part) => present ? $"Weights.Layers[layer].{kind}Norm{part}" : "null";
        return $"global::Circuitry.Emitted.HeadNorm.{how}({heads}, {Weight(norm.HasScale, "Scale")}, {Weight(norm.HasBias, "Bias")}, {Decimal(a.Norm.Epsilon)}, {Literal.Of(norm.Centres)}{perHead})";
    }

    /// <summary>The rotation of queries and keys, in the layers that rotate, each followed by a line.</summary>
    private static void Rotation(MemberText t, Architecture a, string afterQuery = "", string afterKey = "")
    {
        if (a.Positions.Rotary is not { } rotary)
        {
            return;
        }

        var rotate = $"global::Circuitry.Tensors.Ops.Rotate{(rotary.AdjacentPairs ? "Adjacent" : "")}";
        var rotates = LayerTest(a, rotary.Rotates);
        var local = rotary.LocalBase > 0 ? LayerTest(a, a.Attention.IsWindowed) : "false";
        string Table(string name) =>
            local switch
            {
                "false" => $"sequence.{name}!",
                "true" => $"sequence.Local{name}!",
                _ => $"({local} ? sequence.Local{name}! : sequence.{name}!)",
            };
        string Rotated(string heads) => $"{rotate}({heads}, {Table("Cosines")}, {Table("Sines")})";
        foreach (var (heads, after) in new[] { ("query", afterQuery), ("key", afterKey) })
        {
            t.AddIf(
                rotates != "false",
                rotates == "true"
                    ? $"    {heads} = {Rotated(heads)};"
                    : $"    {heads} = {rotates} ? {Rotated(heads)} : {heads};"
            );
            t.AddIf(after.Length > 0, after);
        }
    }

    /// <summary>The test whether a layer is one of some: <c>true</c> or <c>false</c> where it is of all or of none.</summary>
    private static string LayerTest(Architecture a, Func<int, bool> contains)
    {
        var layers = Enumerable.Range(0, a.Layers).Where(contains).ToList();
        return layers.Count == 0 ? "false"
            : layers.Count == a.Layers ? "true"
            : $"layer is {string.Join(" or ", layers.Select(layer => Literal.Of(layer)))}";
    }

    /// <summary>The mask of a layer's attention.</summary>
    private static string Mask(Architecture a) =>
        LayerTest(a, a.Attention.IsWindowed) switch
        {
            "false" => "sequence.Mask",
            "true" => "sequence.WindowMask",
            var windowed => $"({windowed} ? sequence.WindowMask : sequence.Mask)",
        };

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
                    return {{(
                    name != "Value" && a.Attention.QueryKeyNorm is { Whole: true } norm
                        ? $"ProjectWhole(layer, {first}, {count}, heads, normalized, all => {HeadNorm(norm, a, "Whole", name, Clipped(a, "all"))})"
                        : Clipped(a, $"ProjectHeads(layer, {first}, {count}, heads, normalized)")
                )}}.MoveToOuterDisposeScope();
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
        NormedHeads(t, a, aligned: true);
        Rotation(t, a);
        t.Add(
            $$"""
                var mixed = Pattern(layer, {{(
                a.Positions.Kind == PositionEmbedding.Alibi ? "heads, " : ""
            )}}query, key, sequence, global::Circuitry.Emitted.Tap.None).matmul(value);
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
                : $$"""
                /// <inheritdoc/>
                public override global::TorchSharp.torch.Tensor Mlp(int layer, global::TorchSharp.torch.Tensor input)
                {
                    using var scope = global::TorchSharp.torch.NewDisposeScope();
                    var neurons = Neurons(layer, input, global::Circuitry.Emitted.Tap.None);
                    return {{MlpOutput(a)}}.MoveToOuterDisposeScope();
                }

                """
        );
        Joins(t, a);
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
                var logits = global::Circuitry.Tensors.Ops.Widened(global::Circuitry.Tensors.Ops.Linear(input, Weights.W_U, {{(
                a.Logits.Bias ? "Weights.b_U" : "null"
            )}}));{{(
                a.Logits.Scale == 1
                    ? ""
                    : $"\n    logits = global::Circuitry.Tensors.Ops.Scale(logits, {Decimal(a.Logits.Scale)});"
            )}}{{(
                a.Logits.Cap == 0
                    ? ""
                    : $"\n    logits = global::Circuitry.Tensors.Ops.SoftCap(logits, {Decimal(a.Logits.Cap)});"
            )}}
                return tap.Pass(global::Circuitry.Models.HookSite.Logits, -1, logits).MoveToOuterDisposeScope();
            }

            """
        );
    }

    /// <summary>What an MLP puts out to the stream: with its bias where both go through a norm.</summary>
    private static string MlpOutput(Architecture a)
    {
        var bias = a.Norm.IsAfter && a.Mlp is { Bias: true } ? "Weights.Layers[layer].b_out" : "null";
        var output = Branch(a, $"global::Circuitry.Tensors.Ops.Linear(neurons, Weights.Layers[layer].W_out!, {bias})");
        return a.Norm.IsAfter ? $"PostNorm2(layer, {output}, global::Circuitry.Emitted.Tap.None)" : output;
    }

    private static void Biases(MemberText t, Architecture a) =>
        t.Add(
            $$"""
            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor? AttentionBias(int layer) => {{(
                a.Attention.OutputBias ? Branch(a, BiasOf(a, "b_O")) : "null"
            )}};

            /// <inheritdoc/>
            public override global::TorchSharp.torch.Tensor? MlpBias(int layer) => {{(
                a.Mlp is { Bias: true } && !a.Norm.IsAfter ? Branch(a, BiasOf(a, "b_out")) : "null"
            )}};

            """
        );

    private static string BiasOf(Architecture a, string bias) =>
        $"Weights.Layers[layer].{bias}{(a.Block.BranchScale == 1 ? "" : "!")}";

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
        t.AddIf(
            a.Norm is { IsFinal: true, Centres: true },
            "    directions = directions.sub(directions.mean([-1], keepdim: true));"
        );
        t.AddIf(
            a.Norm is { IsFinal: true, HasScale: true },
            "    directions = directions.mul(Weights.FinalNormScale!);"
        );
        t.AddIf(
            a.Logits.Scale != 1,
            $"    directions = global::Circuitry.Tensors.Ops.Scale(directions, {Decimal(a.Logits.Scale)});"
        );
        t.Add(
            """
                return global::Circuitry.Tensors.Ops.Linear(directions, Weights.W_U).MoveToOuterDisposeScope();
            }

            """
        );
    }

    private static void Attention(MemberText t, Architecture a)
    {
        var alibi = a.Positions.Kind == PositionEmbedding.Alibi;
        var scale = Decimal(a.Attention.Scale) + (a.Attention.ScaleByInverseLayer ? " * (layer + 1)" : "");
        var scores = "query.matmul(key.transpose(-2, -1))";
        if (alibi && a.Positions.AlibiScaled)
        {
            scores = WithAlibi(scores);
        }

        scores = $"global::Circuitry.Tensors.Ops.Divide({scores}, {scale})";
        if (alibi && !a.Positions.AlibiScaled)
        {
            scores = WithAlibi(scores);
        }

        if (a.Attention.ScoreCap > 0)
        {
            scores = $"global::Circuitry.Tensors.Ops.SoftCap({scores}, {Decimal(a.Attention.ScoreCap)})";
        }

        t.Add(
            $$"""
            /// <summary>The attention pattern, [head, row, query_position, key_position].</summary>
            private static global::TorchSharp.torch.Tensor Pattern(
                int layer,{{(alibi ? "\n    global::TorchSharp.torch.Tensor? heads," : "")}}
                global::TorchSharp.torch.Tensor query,
                global::TorchSharp.torch.Tensor key,
                global::Circuitry.Models.Sequence sequence,
                global::Circuitry.Emitted.Tap tap
            )
            {
                using var scope = global::TorchSharp.torch.NewDisposeScope();{{(
                alibi
                    ? "\n    var biases = heads is null ? sequence.Alibi! : sequence.Alibi!.index_select(0, heads);"
                    : ""
            )}}
                var scores = {{scores}};
                if ({{Mask(a)}} is { } mask)
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

        static string WithAlibi(string scores) => $"global::Circuitry.Tensors.Ops.Add({scores}, biases)";
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
                var normalized = {{(a.Norm.IsBefore ? "Norm2(layer, input, tap)" : "input")}};
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
        foreach (var index in a.AttentionOnly || !a.Norm.IsBefore ? new[] { 1 } : new[] { 1, 2 })
        {
            NormOf(t, a, $"in front of {PartOf(index)}", $"Norm{Literal.Of(index)}", a.Norm.IsBefore);
        }

        foreach (
            var index in !a.Norm.IsBehind ? []
            : a.AttentionOnly ? new[] { 1 }
            : new[] { 1, 2 }
        )
        {
            NormOf(t, a, $"behind {PartOf(index)}", $"PostNorm{Literal.Of(index)}", present: true);
        }

        static string PartOf(int index) => index == 1 ? "attention" : "the MLP";
    }

    private static void NormOf(MemberText t, Architecture a, string where, string name, bool present)
    {
        var signature =
            $"global::TorchSharp.torch.Tensor {name}(int layer, global::TorchSharp.torch.Tensor x, global::Circuitry.Emitted.Tap tap)";
        t.Add($"/// <summary>The norm {where}, [..., d_model].</summary>");
        t.Add(
            present
                ? $"private {signature} =>\n    " + Norm(a, "x", $"Weights.Layers[layer].{name}", name, "layer") + ";\n"
                : $"private static {signature} => x.alias();\n"
        );
    }

    private static string FinalNorm(Architecture a) =>
        a.Norm.IsFinal ? Norm(a, "residual", "Weights.FinalNorm", "FinalNorm", "-1") : "residual";

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

namespace Circuitry.Generators;

/// <summary>
/// Prints the straight-line program of one architecture: switches that are off emit no text, so that nothing is decided at run
/// time but the layer.
/// </summary>
internal static partial class ProgramFormatter
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

    // A whole number is an int in C#, of which there is no overload.
    private static string Decimal(double value)
    {
        var text = Literal.Of(value);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }
}

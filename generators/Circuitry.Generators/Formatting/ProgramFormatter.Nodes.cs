namespace Circuitry.Generators;

internal static partial class ProgramFormatter
{
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
}

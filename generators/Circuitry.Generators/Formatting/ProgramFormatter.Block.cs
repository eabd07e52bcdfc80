namespace Circuitry.Generators;

internal static partial class ProgramFormatter
{
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
}

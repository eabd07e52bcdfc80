namespace Circuitry.Generators;

internal static partial class ProgramFormatter
{
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
}

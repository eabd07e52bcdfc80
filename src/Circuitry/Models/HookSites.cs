using Circuitry.Emitted;

namespace Circuitry.Models;

/// <summary>Which hook sites an architecture has, and their axis layout.</summary>
internal static class HookSites
{
    /// <summary>Whether a model of this architecture has a hook site.</summary>
    public static bool Exists(HookSite site, Architecture a) =>
        site switch
        {
            // One stream cannot be given to query heads and to fewer key and value heads at once.
            HookSite.AttentionInput => a.HeadsPerKeyValueHead == 1,
            HookSite.PositionalEmbedding => a.Positions.Kind == PositionEmbedding.Learned,
            HookSite.RotatedQuery or HookSite.RotatedKey => a.Positions.Rotary is not null,
            HookSite.Norm1Scale or HookSite.Norm1Normalized => a.Norm.IsBefore,
            HookSite.Norm2Scale or HookSite.Norm2Normalized => a.Norm.IsBefore && !a.AttentionOnly,
            HookSite.FinalNormScale or HookSite.FinalNormNormalized => a.Norm.IsFinal,
            HookSite.AttentionBranch => a.Norm.IsAfter,
            HookSite.MlpBranch => a.Norm.IsAfter && !a.AttentionOnly,
            HookSite.PostNorm1Scale or HookSite.PostNorm1Normalized => a.Norm.IsBehind,
            HookSite.PostNorm2Scale or HookSite.PostNorm2Normalized => a.Norm.IsBehind && !a.AttentionOnly,
            HookSite.ResidualMid => !a.AttentionOnly && !a.Block.Parallel,
            HookSite.MlpPreLinear => a.Mlp is { Gated: true },
            HookSite.MlpInput or HookSite.MlpPre or HookSite.MlpPost or HookSite.MlpOutput => !a.AttentionOnly,
            _ => true,
        };

    /// <summary>The hook sites of a block whose sum, biases and all, the block adds to the stream; null where it does more than add.</summary>
    public static IReadOnlyList<HookSite>? AddedByBlock(Architecture a) =>
        a.Norm.JoinsMlp
            ? null
            : [.. new[] { HookSite.AttentionOutput, HookSite.MlpOutput }.Where(site => Exists(site, a))];

    /// <summary>The hook site of the sum of what the writers of a stage put out, with their bias, before it joins the stream.</summary>
    public static HookSite SumOf(StageKind kind, Architecture a) =>
        kind switch
        {
            StageKind.Attention when a.Norm.IsAfter => HookSite.AttentionBranch,
            StageKind.Attention => HookSite.AttentionOutput,
            StageKind.Mlp => HookSite.MlpOutput,
            _ => HookSite.ResidualPre,
        };

    /// <summary>Whether a hook site is inside a block.</summary>
    public static bool IsInBlock(HookSite site) =>
        site
            is not (
                HookSite.TokenEmbedding
                or HookSite.PositionalEmbedding
                or HookSite.FinalNormScale
                or HookSite.FinalNormNormalized
                or HookSite.UnembedInput
                or HookSite.Logits
            );

    /// <summary>Index of the head axis in a layer's value; null where there is none.</summary>
    public static int? HeadAxis(HookSite site) =>
        site switch
        {
            HookSite.AttentionScores or HookSite.AttentionPattern => 1,
            HookSite.AttentionInput
            or HookSite.QueryInput
            or HookSite.KeyInput
            or HookSite.ValueInput
            or HookSite.Query
            or HookSite.Key
            or HookSite.Value
            or HookSite.RotatedQuery
            or HookSite.RotatedKey
            or HookSite.MixedValue
            or HookSite.HeadOutput => 2,
            _ => null,
        };

    /// <summary>Index of the position axis (for scores and patterns, of the query position) in a layer's value.</summary>
    public static int PositionAxis(HookSite site) =>
        site is HookSite.AttentionScores or HookSite.AttentionPattern ? 2 : 1;

    /// <summary>Number of heads along the head axis; key and value heads for keys and values.</summary>
    public static int Heads(HookSite site, Architecture a) =>
        site is HookSite.Key or HookSite.Value or HookSite.RotatedKey or HookSite.KeyInput or HookSite.ValueInput
            ? a.KeyValueHeads
            : a.Heads;
}

namespace Circuitry.Models;

/// <summary>The way in which the parts of a block are joined.</summary>
public sealed record BlockOrgan
{
    /// <summary>Whether attention and MLP of a block read the same residual stream; false where there is no MLP.</summary>
    public bool Parallel { get; init; }

    /// <summary>Factor of the outputs of attention and MLP, by which they are multiplied before they are added to the stream (Granite).</summary>
    public double BranchScale { get; init; } = 1;

    private static readonly OrganPlace<BlockOrgan> Here = new(
        nameof(Architecture.Block),
        a => a.Block,
        (a, organ) => a with { Block = organ }
    );

    private static readonly OrganPlace<BlockOrgan> WithMlp = Here with
    {
        Get = a => a.AttentionOnly ? null : a.Block,
        Lacking = "without MlpWidth there is no MLP",
    };

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        WithMlp.Of("ParallelBlock", nameof(Parallel), o => o.Parallel, (o, v) => o with { Parallel = v }) with
        {
            Absent = _ => false,
            Mib = new("parallel_attn_mlp", 2),
        },
        Here.Of("BranchScale", nameof(BranchScale), o => o.BranchScale, (o, v) => o with { BranchScale = v }) with
        {
            Rare = true,
            Absent = _ => 1.0,
        },
    ];
}

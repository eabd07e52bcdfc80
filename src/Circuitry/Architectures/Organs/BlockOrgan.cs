namespace Circuitry.Models;

/// <summary>How the parts of a block are joined.</summary>
public sealed record BlockOrgan
{
    /// <summary>Whether attention and MLP of a block read the same residual stream; false where there is no MLP.</summary>
    public bool Parallel { get; init; }

    private static readonly OrganPlace<BlockOrgan> Here = new(
        nameof(Architecture.Block),
        a => a.AttentionOnly ? null : a.Block,
        (a, organ) => a with { Block = organ },
        "without MlpWidth there is no MLP"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("ParallelBlock", nameof(Parallel), o => o.Parallel, (o, v) => o with { Parallel = v }) with
        {
            Absent = _ => false,
            Mib = new("parallel_attn_mlp", 2),
        },
    ];
}

using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Activations of a batch of texts at several sites, without padding.</summary>
internal static class SiteActivations
{
    // Few enough that texts of like length run together, and padding costs little.
    private const int Together = 32;

    /// <summary>One tensor for each site, [activation, width], in the caller's dispose scope; shorter texts come first.</summary>
    public static Tensor[] Of(TransformerModel model, Prompts prompts, IReadOnlyList<FeatureSite> sites)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var parts = ByLength(prompts).Select(part => OfPart(model, part, sites)).ToList();
        return [.. sites.Select((_, i) => cat([.. parts.Select(part => part[i])]).MoveToOuterDisposeScope())];
    }

    private static IEnumerable<Prompts> ByLength(Prompts prompts) =>
        Enumerable
            .Range(0, prompts.Count)
            .OrderBy(row => prompts[row].Count)
            .Chunk(Together)
            .Select(rows => new Prompts(
                rows.Select(row => prompts[row]),
                prompts.HasPositions ? rows.Select(row => prompts.PositionsOf(row)!) : null
            ));

    private static Tensor[] OfPart(TransformerModel model, Prompts prompts, IReadOnlyList<FeatureSite> sites)
    {
        using var sequence = Sequence.Of(prompts, model);
        using var scope = NewDisposeScope();
        var tap = new Tap(model.Architecture.Layers);
        foreach (var site in sites)
        {
            tap.Read(site.Hook, site.Layer);
        }

        model.FinalResidual(sequence, tap);
        var kept = Positions(prompts).to(model.Device);
        return
        [
            .. sites.Select(site =>
            {
                using var whole = tap.Take(site.Hook, site.Layer);
                using var flat = Splice.SideBySide(whole);
                return flat.flatten(0, 1).index_select(0, kept).MoveToOuterDisposeScope();
            }),
        ];
    }

    /// <summary>The positions that are no padding, as indices into [batch * position], int64.</summary>
    public static Tensor Positions(Prompts prompts) =>
        tensor([
            .. Enumerable
                .Range(0, prompts.Count)
                .SelectMany(row =>
                    Enumerable
                        .Range(prompts.PaddingOf(row), prompts.Length - prompts.PaddingOf(row))
                        .Select(position => ((long)row * prompts.Length) + position)
                ),
        ]);
}

using System.Globalization;
using System.Numerics;

namespace Circuitry;

/// <summary>
/// The numbers of writers, readers and edges of an architecture's graph, counted without building it, and how many a graph may
/// have. A count that no long holds stands as the largest.
/// </summary>
/// <param name="Writers">Number of writers.</param>
/// <param name="Readers">Number of readers.</param>
/// <param name="Edges">Number of edges.</param>
internal readonly record struct GraphSize(long Writers, long Readers, long Edges)
{
    /// <summary>The most blocks, several times those of the deepest published models.</summary>
    public const int MostBlocks = 1024;

    /// <summary>The most heads in a block.</summary>
    public const int MostHeads = 1024;

    /// <summary>The most groups of positions.</summary>
    public const int MostPositionGroups = 4096;

    /// <summary>The most edges; a model of 126 blocks of 128 heads that share 8 keys and values has 148 million.</summary>
    public const long MostEdges = 1L << 28;

    /// <summary>The most entries of a mask, which has one for every reader and writer.</summary>
    public const long MostMaskEntries = 1L << 29;

    /// <summary>Counts.</summary>
    /// <param name="a">The architecture.</param>
    /// <param name="splitQueryKeyValue">Whether query, key and value inputs are readers of their own.</param>
    /// <param name="splitEmbedding">Whether token and position embeddings are writers of their own.</param>
    /// <param name="positionGroups">Number of groups by which positions are split; 0 where they are not.</param>
    public static GraphSize Of(
        Architecture a,
        bool splitQueryKeyValue,
        bool splitEmbedding = false,
        int positionGroups = 0
    )
    {
        // Each factor is below 2^34, of which a product of four fits nothing that is built in.
        BigInteger layers = a.Layers,
            embeddings = splitEmbedding && a.Positions.Kind == PositionEmbedding.Learned ? 2 : 1,
            groups = Math.Max(1, positionGroups),
            mlp = a.AttentionOnly ? 0 : 1,
            attention = splitQueryKeyValue ? a.Heads + 2 * (BigInteger)a.KeyValueHeads : a.KeyValueHeads,
            ofBlock = a.Heads + mlp,
            // Block l has the embeddings and l blocks in front of it.
            inFront = layers * embeddings + ofBlock * layers * (layers - 1) / 2,
            // The MLP reads the heads of its own block as well, unless they stand side by side.
            within = a.Block.Parallel ? 0 : mlp * a.Heads * layers,
            writers = embeddings + layers * ofBlock,
            readers = layers * (attention + mlp) + 1;
        return new GraphSize(
            Clamped(groups * writers),
            Clamped(readers),
            Clamped(groups * ((attention + mlp) * inFront + within + writers))
        );
    }

    /// <summary>Why a graph is too large to be built; null if it is not.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static string? Excess(
        Architecture a,
        bool splitQueryKeyValue,
        bool splitEmbedding = false,
        int positionGroups = 0
    )
    {
        var size = Of(a, splitQueryKeyValue, splitEmbedding, positionGroups);
        return size.Excess(a, positionGroups) is { } limit
            ? $"the graph of {Text(a.Layers)} blocks of {Text(a.Heads)} heads has {size.EdgesText} edges between {Text(size.Writers)} writers and {Text(size.Readers)} readers, too many: {limit}"
            : null;
    }

    /// <summary>What makes a graph that is too large a smaller one, as the end of a sentence.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static string Remedy(Architecture a, bool splitQueryKeyValue, bool splitEmbedding, int positionGroups)
    {
        const string Merge =
            "choose nodes as units (Granularity.Node) or merge query, key and value inputs (SplitQueryKeyValue = false)";
        GraphSize merged = Of(a, false, splitEmbedding, positionGroups),
            whole = Of(a, splitQueryKeyValue, splitEmbedding),
            both = Of(a, false, splitEmbedding);
        return merged.Excess(a, positionGroups) is null ? $"{Merge}, which leaves {merged.EdgesText} edges"
            : whole.Excess(a, 0) is null
                ? $"put positions into fewer groups, or leave them whole ({whole.EdgesText} edges)"
            : both.Excess(a, 0) is null ? $"{Merge}, and leave positions whole, which leaves {both.EdgesText} edges"
            : "no units make it small enough: check the sizes, or take a smaller model";
    }

    private string EdgesText => Edges == long.MaxValue ? $"{Text(Edges)} or more" : Text(Edges);

    private string? Excess(Architecture a, int positionGroups) =>
        a.Layers > MostBlocks ? $"at most {Text(MostBlocks)} blocks have a graph"
        : a.Heads > MostHeads ? $"at most {Text(MostHeads)} heads in a block have a graph"
        : positionGroups > MostPositionGroups
            ? $"there are {Text(positionGroups)} groups of positions, and at most {Text(MostPositionGroups)}"
        : Edges > MostEdges ? $"at most {Text(MostEdges)} edges are numbered"
        : (BigInteger)Writers * Readers > MostMaskEntries
            ? $"a mask would have {Text(Clamped((BigInteger)Writers * Readers))} entries, one for every reader and writer, and has at most {Text(MostMaskEntries)}"
        : null;

    private static long Clamped(BigInteger count) => count > long.MaxValue ? long.MaxValue : (long)count;

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}

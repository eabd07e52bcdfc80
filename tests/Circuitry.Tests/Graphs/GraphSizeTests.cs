namespace Circuitry.Tests;

/// <summary>Counts of graphs that are not built, and what is said of those that are too large.</summary>
public sealed class GraphSizeTests
{
    private static readonly IReadOnlyDictionary<string, Architecture> Architectures = new Dictionary<
        string,
        Architecture
    >
    {
        ["serial"] = SmallArchitectures.Gpt2(),
        ["parallel"] = SmallArchitectures.GptNeoX(),
        ["grouped"] = SmallArchitectures.Llama(),
        ["attention only"] = SmallArchitectures
            .Gpt2()
            .With("MlpWidth", 0)
            .With("Layers", 5)
            .With("Heads", 3)
            .With("KeyValueHeads", 3),
        ["one block"] = SmallArchitectures.Gpt2().With("Layers", 1),
        ["grouped and parallel"] = SmallArchitectures
            .Llama()
            .With("ParallelBlock", true)
            .With("Layers", 7)
            .With("Heads", 6)
            .With("KeyValueHeads", 2),
    };

    public static TheoryData<string, Granularity, bool, bool, int> Graphs
    {
        get
        {
            var graphs = new TheoryData<string, Granularity, bool, bool, int>();
            foreach (var name in Architectures.Keys)
            {
                foreach (var groups in new[] { 0, 1, 3 })
                {
                    graphs.Add(name, Granularity.Edge, true, false, groups);
                    graphs.Add(name, Granularity.Edge, true, true, groups);
                    graphs.Add(name, Granularity.Edge, false, true, groups);
                    graphs.Add(name, Granularity.Node, true, false, groups);
                }
            }

            return graphs;
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void What_is_counted_is_what_is_built(
        string name,
        Granularity granularity,
        bool splitQueryKeyValue,
        bool splitEmbedding,
        int groups
    )
    {
        var architecture = Architectures[name];
        var labels = Enumerable.Range(0, groups).Select(group => $"g{group}").ToList();
        var graph = GraphUnits.Of(granularity, architecture, splitQueryKeyValue, splitEmbedding, labels).Graph;

        var size = GraphSize.Of(architecture, graph.SplitQueryKeyValue, splitEmbedding, groups);

        Assert.Equal(new GraphSize(graph.Writers.Count, graph.Readers.Count, graph.EdgeCount), size);
    }

    [Fact]
    public void More_edges_than_an_int_counts_are_counted_right()
    {
        var size = GraphSize.Of(Deep(2000, 32), splitQueryKeyValue: true);

        // 97 readers in each of 2,000 blocks read 1 + 33 l writers, the MLP its block's 32 heads too, the logits all 66,001.
        Assert.Equal(97 * (2000 + 33L * 2000 * 1999 / 2) + 2000 * 32 + 66_001, size.Edges);
        Assert.Equal(6_399_123_001, size.Edges);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    [InlineData(1, int.MaxValue, int.MaxValue)]
    public void A_count_that_no_long_holds_is_the_largest(int layers, int heads, int groups) =>
        Assert.Equal(long.MaxValue, GraphSize.Of(Deep(layers, heads), true, true, groups).Edges);

    [Theory]
    // Blocks, heads, granularity, groups, then what the message says.
    [InlineData(2000, 32, Granularity.Edge, 0, "6399123001 edges between 66001 writers and 194001 readers")]
    [InlineData(2000, 32, Granularity.Edge, 0, "at most 1024 blocks have a graph; no units make it small enough")]
    [InlineData(2000, 32, Granularity.Node, 0, "2177107001 edges between 66001 writers and 66001 readers")]
    [InlineData(3, 2000, Granularity.Edge, 0, "at most 1024 heads in a block have a graph")]
    [InlineData(400, 40, Granularity.Edge, 0, "395968601 edges between 16401 writers and 48401 readers")]
    [InlineData(
        400,
        40,
        Granularity.Edge,
        0,
        "at most 268435456 edges are numbered; choose nodes as units (Granularity.Node) or merge query, key and value inputs (SplitQueryKeyValue = false), which leaves 134192601 edges"
    )]
    [InlineData(400, 40, Granularity.Node, 4, "put positions into fewer groups, or leave them whole (134192601 edges)")]
    [InlineData(
        400,
        40,
        Granularity.Edge,
        4,
        "choose nodes as units (Granularity.Node) or merge query, key and value inputs (SplitQueryKeyValue = false), and leave positions whole, which leaves 134192601 edges"
    )]
    [InlineData(
        800,
        40,
        Granularity.Edge,
        0,
        "no units make it small enough: check the sizes, or take a smaller model"
    )]
    [InlineData(1, 2, Granularity.Edge, 5000, "there are 5000 groups of positions, and at most 4096")]
    [InlineData(1, 1024, Granularity.Edge, 2000, "a mask would have 6307848000 entries")]
    public void A_graph_that_is_too_large_is_refused_with_its_count_the_limit_and_the_remedy(
        int layers,
        int heads,
        Granularity granularity,
        int groups,
        string says
    )
    {
        var labels = Enumerable.Range(0, groups).Select(group => $"g{group}").ToList();
        var architecture = Deep(layers, heads);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<GraphException>(() =>
            GraphUnits.Of(granularity, architecture, splitQueryKeyValue: true, splitEmbedding: false, labels)
        );

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2, "layers: is 0")]
    [InlineData(-5, 2, "layers: is -5")]
    [InlineData(2, 0, "heads: is 0")]
    [InlineData(int.MaxValue, 2, "layers: is 2147483647; with 2 heads each")]
    public void Sizes_that_make_no_sense_are_the_architectures_fault(int layers, int heads, string says) =>
        Assert.Contains(
            says,
            Assert.Throws<ArchitectureException>(() => new Graph(Deep(layers, heads))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_largest_published_models_have_a_graph()
    {
        // 126 blocks of 128 heads that share 8 keys and values.
        var large = new Graph(Deep(126, 128).With("KeyValueHeads", 8));

        Assert.Equal(147_352_528, large.EdgeCount);
        Assert.Equal(large.EdgeCount - 1, large.EdgeIndex(large.EdgeAt(large.EdgeCount - 1)));
    }

    [Fact]
    public void Products_that_no_axis_is_as_long_as_are_refused()
    {
        void Refused(string says, Architecture architecture) =>
            Assert.Contains(
                says,
                Assert.Throws<ArchitectureException>(() => ArchitectureReader.Check(architecture)).Message,
                StringComparison.Ordinal
            );
        var small = SmallArchitectures.Gpt2();
        Refused(
            "head width: is 1073741824; with 6 heads of queries, keys and values",
            small.With("HeadWidth", 1 << 30)
        );
        Refused(
            "model width: is 1073741824; the inputs of queries, keys and values side by side",
            small.With("ModelWidth", 1 << 30)
        );
        Assert.Equal(1 << 28, ArchitectureReader.Check(small.With("HeadWidth", 1 << 28)).HeadWidth);
    }

    [Theory]
    [InlineData(1L << 28, 1, null)]
    [InlineData(
        (1L << 28) + 1,
        1,
        "are 268435457 nodes, and at most 268435456 are numbered; use dictionaries of fewer sites"
    )]
    [InlineData(3_000_000, 1024, "3000000 features and error terms at 1024 positions are 3072000000 nodes")]
    [InlineData(3_000_000, 1024, "shorter prompts, or SplitPositions = false")]
    public void Features_and_positions_beyond_the_limit_are_refused(long columns, long positions, string? says)
    {
        if (says is null)
        {
            FeatureUnits.CheckCount(columns, positions);
        }
        else
        {
            var refusal = Assert.Throws<GraphException>(() => FeatureUnits.CheckCount(columns, positions));
            Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static Architecture Deep(int layers, int heads) =>
        SmallArchitectures.Gpt2().With("Layers", layers).With("Heads", heads).With("KeyValueHeads", heads);
}

namespace Circuitry.Tests;

public sealed class GraphTests
{
    private static readonly Graph Small = SerialEdges.AllUnits.Graph;

    public static TheoryData<string> Experiments => SmallExperiments.EdgeGroups;

    [Theory]
    // Layers, heads, key and value heads, parallel block, then edges with query, key and value split and merged.
    [InlineData("GPT-2 small", 12, 12, 12, false, 32_491, 11_611)]
    [InlineData("GPT-2 medium", 24, 16, 16, false, 231_877, 0)]
    [InlineData("Pythia-2.8B", 32, 32, 32, true, 1_591_857, 542_257)]
    [InlineData("Llama-3.1-8B", 32, 32, 8, false, 805_681, 0)]
    [InlineData("Qwen2.5-0.5B", 24, 14, 2, false, 79_813, 0)]
    public void Edges_are_as_many_as_the_closed_form_says(
        string model,
        int layers,
        int heads,
        int keyValueHeads,
        bool parallel,
        int split,
        int merged
    )
    {
        var architecture = SmallArchitectures
            .Gpt2()
            .With("Layers", layers)
            .With("Heads", heads)
            .With("KeyValueHeads", keyValueHeads)
            .With("ParallelBlock", parallel);
        var whole = new Graph(architecture);
        Assert.True(split == whole.EdgeCount, $"{model} has {whole.EdgeCount} edges");
        Assert.Equal(ClosedForm(heads + 2 * keyValueHeads), whole.EdgeCount);
        Assert.Equal(1 + layers * (heads + 1), whole.Writers.Count);
        Assert.Equal(whole.EdgeCount, new EdgeUnits(whole).Count);

        var mergedGraph = new Graph(architecture, splitQueryKeyValue: false);
        Assert.Equal(ClosedForm(keyValueHeads), mergedGraph.EdgeCount);
        if (merged != 0)
        {
            Assert.Equal(merged, mergedGraph.EdgeCount);
        }

        var nodes = new NodeUnits(architecture);
        Assert.Equal(nodes.Graph.Writers.Count, nodes.Count);
        Assert.False(nodes.Graph.SplitQueryKeyValue);

        // In block l, 1 + l (heads + 1) writers stand before attention's inputs; the MLP sees its block's heads as well.
        int ClosedForm(int attentionInputs)
        {
            var blocks = Enumerable.Range(0, layers).Select(layer => 1 + layer * (heads + 1));
            return blocks.Sum(before => attentionInputs * before + before + (parallel ? 0 : heads))
                + 1
                + layers * (heads + 1);
        }
    }

    [Fact]
    public void The_small_model_of_the_paper_has_157_writers() =>
        Assert.Equal(
            157,
            new Graph(SmallArchitectures.Gpt2().With("Layers", 12).With("Heads", 12).With("KeyValueHeads", 12))
                .Writers
                .Count
        );

    [Theory]
    [MemberData(nameof(Experiments))]
    public void An_index_and_an_edge_are_the_same_thing(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var graph = experiment.Graph;
        var edges = Enumerable.Range(0, graph.EdgeCount).Select(graph.EdgeAt).ToList();
        Assert.Equal(graph.EdgeCount, edges.Distinct().Count());
        Assert.Equal(graph.EdgeCount, edges.Select(edge => edge.Name).Distinct().Count());
        for (var index = 0; index < graph.EdgeCount; index++)
        {
            Assert.Equal(index, graph.EdgeIndex(edges[index]));
            Assert.Equal(index, graph.EdgeIndex(graph.WriterOf(index), graph.ReaderOf(index)));
            Assert.Equal(edges[index].Writer, graph.Writers[graph.WriterOf(index)]);
            Assert.Equal(edges[index].Reader, graph.Readers[graph.ReaderOf(index)]);
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void What_is_no_edge_is_refused_and_everything_else_is_one(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var graph = experiment.Graph;
        var found = 0;
        foreach (var reader in graph.Readers)
        {
            foreach (var writer in graph.Writers)
            {
                var edge = new Edge(writer, reader);
                // Attention of a block comes before its MLP, unless they stand side by side.
                var upstream =
                    writer.Layer < reader.Layer
                    || writer.Layer == reader.Layer
                        && writer.Kind == WriterKind.Head
                        && reader.Kind == ReaderKind.Mlp
                        && !graph.Architecture.Block.Parallel;
                if (upstream)
                {
                    Assert.Equal(edge, graph.EdgeAt(graph.EdgeIndex(edge)));
                    found++;
                    continue;
                }

                var error = Assert.Throws<GraphException>(() => graph.EdgeIndex(edge));
                Assert.Contains(edge.Name, error.Message, StringComparison.Ordinal);
                Assert.Throws<GraphException>(() => EdgeSet.Of(graph, [edge]));
                Assert.Throws<GraphException>(() => EdgeSet.All(graph).Without(edge));
            }
        }

        Assert.Equal(graph.EdgeCount, found);
    }

    [Fact]
    public void Nodes_of_another_graph_are_refused_by_name()
    {
        void Refused(string culprit, Writer writer, Reader reader) =>
            Assert.Contains(
                culprit,
                Assert.Throws<GraphException>(() => Small.EdgeIndex(new Edge(writer, reader))).Message,
                StringComparison.Ordinal
            );
        var logits = Serial.Hooks.Logits.Reader;
        Refused("writer a0.h3", Writer.OfHead(0, 3), logits);
        Refused("writer m2", Writer.OfMlp(2), logits);
        Refused("writer tok", Writer.TokenEmbedding, logits);
        Refused(
            "reader a1.h0; its query, key and value inputs are split",
            Writer.Input,
            new(ReaderKind.Attention, 1, 0)
        );
        Refused("reader a1.kv0<k>", Writer.Input, new(ReaderKind.Key, 1, 0, Grouped: true));
        Refused("reader a2.h0<q>", Writer.Input, new(ReaderKind.Query, 2, 0));
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Live_writers_are_those_with_a_path_to_the_logits(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var graph = experiment.Graph;
        var random = new Random(11);
        var counts = new HashSet<int>();
        foreach (var share in new[] { 0, 0.02, 0.05, 0.1, 0.2, 0.4, 1 })
        {
            var units = Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < share);
            var kept = EdgeGroupUnits.Of(experiment.Units).EdgesOf(UnitSet.Of(experiment.Units, units));
            var live = kept.WritersThatReachLogits();
            Assert.Equal(Enumerable.Range(0, graph.Writers.Count).Select(writer => Reaches(kept, writer)), live);
            counts.Add(live.Count(alive => alive));
        }

        Assert.True(counts.Count > 1);
    }

    [Fact]
    public void Sets_of_edges_add_and_take_away()
    {
        var edge = Serial.Hooks.Layer1.Head2.Query.From(Serial.Hooks.Layer0.Mlp.Output);
        var other = Serial.Hooks.Logits.From(Serial.Hooks.Input);
        var all = EdgeSet.All(Small);
        Assert.Equal(Small.EdgeCount, all.Count);
        Assert.Equal(Enumerable.Range(0, Small.EdgeCount), all.Indices);
        Assert.Equal(0, EdgeSet.None(Small).Count);
        Assert.Empty(EdgeSet.None(Small).Indices);

        var without = all.Without(edge, other, edge);
        Assert.Equal(Small.EdgeCount - 2, without.Count);
        Assert.False(without[edge]);
        Assert.False(without[Small.EdgeIndex(other)]);
        Assert.True(all[edge]);

        var of = EdgeSet.Of(Small, [edge, other, edge]);
        Assert.Equal(new[] { Small.EdgeIndex(edge), Small.EdgeIndex(other) }.Order(), of.Indices);
        var copy = of.Copy();
        copy[edge] = false;
        Assert.True(of[edge]);
        Assert.Equal([Small.EdgeIndex(other)], copy.Indices);
        copy[Small.EdgeIndex(edge)] = true;
        Assert.Equal(of.Indices, copy.Indices);
        Assert.Equal(of.Indices, EdgeSet.OfIndices(Small, of.Indices).Indices);
    }

    [Fact]
    public void A_node_stands_for_its_edges_to_everything_downstream()
    {
        var units = ParallelNodes.AllUnits;
        var graph = units.Graph;
        var unit = graph.WriterIndex(Writer.OfHead(0, 1));
        Assert.Equal("a0.h1", units.NameOf(unit));
        Assert.Equal(
            ["a0.h1->a1.h0", "a0.h1->a1.h1", "a0.h1->logits", "a0.h1->m1"],
            EdgeGroupUnits.Of(units).EdgesOf(unit).Select(edge => graph.EdgeAt(edge).Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Writers_that_are_touched_and_reach_no_logits_are_not_live()
    {
        var units = SerialEdges.AllUnits;
        var kept = UnitSet.Of(units, ["input->a0.h0<q>"]);
        Assert.Contains(true, units.WritersOf(kept));
        Assert.DoesNotContain(true, units.LiveWritersOf(kept));
    }

    /// <summary>Follows every path of kept edges from a writer.</summary>
    private static bool Reaches(EdgeSet kept, int writer) =>
        kept
            .Indices.Where(edge => kept.Graph.WriterOf(edge) == writer)
            .Any(edge =>
            {
                var reader = kept.Graph.EdgeAt(edge).Reader;
                return reader.Kind == ReaderKind.Logits
                    || WritersOf(kept.Graph, reader).Any(next => Reaches(kept, next));
            });

    private static IEnumerable<int> WritersOf(Graph graph, Reader reader)
    {
        var share = graph.Architecture.Heads / graph.Architecture.KeyValueHeads;
        Writer[] nodes = reader.Kind switch
        {
            ReaderKind.Mlp => [Writer.OfMlp(reader.Layer)],
            ReaderKind.Query => [Writer.OfHead(reader.Layer, reader.Head)],
            _ =>
            [
                .. Enumerable
                    .Range(0, graph.Architecture.Heads)
                    .Where(head => head / share == reader.Head)
                    .Select(head => Writer.OfHead(reader.Layer, head)),
            ],
        };
        // Where positions are split, a node is a writer for each group.
        return Enumerable
            .Range(0, graph.Writers.Count)
            .Where(writer => nodes.Contains(graph.Writers[writer] with { Positions = null }));
    }
}

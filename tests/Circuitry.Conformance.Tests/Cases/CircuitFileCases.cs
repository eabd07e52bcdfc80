namespace Circuitry.Conformance;

/// <summary>Files of circuits that went wrong, and graphs too large to be numbered.</summary>
public sealed class CircuitFileCases
{
    private static readonly Architecture Small = new()
    {
        Family = Families.TransformerLens,
        Layers = 1,
        ModelWidth = 8,
        Context = 8,
        Embedding = new() { Vocabulary = 11 },
        Norm = new() { Kind = Normalization.LayerNorm, Epsilon = 1e-5 },
        Positions = new() { Kind = PositionEmbedding.Learned },
        Attention = new()
        {
            Heads = 2,
            KeyValueHeads = 2,
            HeadWidth = 4,
            Scale = 2,
            Causal = true,
            QueryKeyValueBias = true,
            OutputBias = true,
        },
        Mlp = new()
        {
            Width = 16,
            Nonlinearity = Nonlinearity.Relu,
            Bias = true,
        },
        Logits = new() { Vocabulary = 11, Bias = true },
    };

    [SkippableFact]
    public void Case_06_an_exchange_file_with_half_a_surrogate_pair_is_named()
    {
        var path = SharedFolder.PathOf("cases", "06", "mib.json");

        var refusal = Assert.Throws<CircuitFileException>(() => MibCircuit.Read(path, Small));

        Assert.Equal(path, refusal.File);
        Assert.Equal("text in valid Unicode", refusal.Expected);
    }

    [SkippableFact]
    public void Case_16_an_exchange_file_of_the_earlier_layout_is_read()
    {
        var path = SharedFolder.PathOf("cases", "16", "old.json");

        var read = MibCircuit.Read(path, Small);

        // The file's scores stand in its order, 0 to 0.8 in steps of 0.1 and then -0.9 to -1.2.
        double[] expected = [.. Enumerable.Range(0, 13).Select(step => (step < 9 ? 0.1 : -0.1) * step)];
        double[] found =
        [
            .. new[]
            {
                "input->a0.h0<q>",
                "input->a0.h0<k>",
                "input->a0.h0<v>",
                "input->a0.h1<q>",
                "input->a0.h1<k>",
                "input->a0.h1<v>",
                "input->m0",
                "a0.h0->m0",
                "a0.h1->m0",
                "input->logits",
                "a0.h0->logits",
                "a0.h1->logits",
                "m0->logits",
            }.Select(name => read.Scores[new EdgeUnits(read.Graph).IndexOf(name)]),
        ];
        Assert.Equal(expected, found);
        Assert.Equal(13, read.Edges.Count);
        Assert.Equal(
            ["input", "a0.h0", "a0.h1", "m0"],
            read.Graph.Writers.Where(read.Nodes.Contains).Select(w => w.Name)
        );
    }

    [SkippableFact]
    public void Case_r09_a_circuit_of_2000_blocks_is_refused_at_once()
    {
        var path = SharedFolder.PathOf("cases", "r09-circuit-2000x32", "circuit.json");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal((path, "architecture"), (refusal.File, refusal.Member));
        // Two embeddings: 6,399,123,001 edges and one more into each of 194,001 readers.
        Assert.Contains("6399317002 edges", refusal.Found, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Case_r11_edges_beyond_an_int_are_counted_and_refused()
    {
        SharedFolder.PathOf("cases", "r11-edge-count-overflow");
        var large = Small with { Layers = 2000, Attention = Small.Attention with { Heads = 32, KeyValueHeads = 32 } };

        var refusal = Assert.Throws<GraphException>(() => new Graph(large).EdgeCount);

        Assert.Contains("6399123001 edges", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Case_r12_a_name_that_a_terminal_would_obey_is_refused_by_its_field()
    {
        var path = SharedFolder.PathOf("cases", "r12-ansi-escape", "ansi.json");

        var refusal = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(path));

        Assert.Equal("provenance.declaration.experiment", refusal.Member);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }
}

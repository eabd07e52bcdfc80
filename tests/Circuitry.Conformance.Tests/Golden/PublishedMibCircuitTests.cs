using System.Text.Json.Nodes;

namespace Circuitry.Conformance;

/// <summary>A published circuit of the MIB benchmark: indirect objects, GPT-2 small, EAP with integrated gradients.</summary>
public sealed class PublishedMibCircuitTests
{
    private static readonly Architecture Gpt2Small = new()
    {
        Family = Families.Gpt2,
        Layers = 12,
        ModelWidth = 768,
        Context = 1024,
        Embedding = new() { Vocabulary = 50257, Tied = true },
        Norm = new() { Kind = Normalization.LayerNorm, Epsilon = 1e-5 },
        Positions = new() { Kind = PositionEmbedding.Learned },
        Attention = new()
        {
            Heads = 12,
            KeyValueHeads = 12,
            HeadWidth = 64,
            Scale = 8,
            Causal = true,
            QueryKeyValueBias = true,
            OutputBias = true,
        },
        Mlp = new()
        {
            Width = 3072,
            Nonlinearity = Nonlinearity.GeluTanh,
            Bias = true,
        },
        Logits = new() { Vocabulary = 50257, Bias = false },
    };

    private static MibCircuit Read() =>
        MibCircuit.Read(SharedFolder.PathOf("golden", "mib", "ioi-eap-ig.json"), Gpt2Small);

    private static UnitSet Kept(MibCircuit circuit) => new EdgeUnits(circuit.Graph).UnitsOf(circuit.Edges);

    private static UnitScores Scores(MibCircuit circuit) =>
        new(
            new EdgeUnits(circuit.Graph),
            circuit.Scores,
            new CircuitMethod { Name = "EAP-IG", Settings = new Dictionary<string, string>() }
        );

    [SkippableFact]
    public void It_has_the_published_counts()
    {
        var circuit = Read();

        Assert.Equal(32491, circuit.Graph.EdgeCount);
        Assert.Equal(157, circuit.Graph.Writers.Count);
        Assert.Equal(756, circuit.Edges.Count);
        // 81 nodes in the file, the logits among them.
        Assert.Equal(80, circuit.Nodes.Count);
    }

    [SkippableFact]
    public void Written_back_it_says_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("circuitry-");
        try
        {
            var path = Path.Combine(folder.FullName, "circuit.json");
            Read().Write(path);

            Assert.True(
                JsonNode.DeepEquals(
                    JsonNode.Parse(File.ReadAllText(SharedFolder.PathOf("golden", "mib", "ioi-eap-ig.json"))),
                    JsonNode.Parse(File.ReadAllText(path))
                )
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public void Nothing_in_it_dangles()
    {
        var circuit = Read();

        Assert.Equal(circuit.Edges.Indices, new EdgeUnits(circuit.Graph).WithoutDangling(Kept(circuit)).Indices);
    }

    [SkippableFact]
    public void It_is_the_800_strongest_edges_of_its_own_scores_pruned()
    {
        var circuit = Read();

        Assert.Equal(circuit.Edges.Indices, new TopUnits(800).Choose(Scores(circuit)).Indices);
        Assert.Equal(circuit.Edges.Indices, new TargetSize(756).Choose(Scores(circuit)).Indices);
    }

    [SkippableFact]
    public void Its_scores_rank_its_edges_first_and_pruning_alone_costs_them_area()
    {
        var circuit = Read();

        // The 44 edges that were pruned away rank among those that were kept.
        var curve = RocCurve.OfRanking(Kept(circuit), Scores(circuit));

        Assert.InRange(curve.TrapezoidArea, 1 - 44.0 / (32491 - 756), 1);
        Assert.NotEqual(1, curve.TrapezoidArea);
        Assert.Equal(new Confusion(756, 0, 0, 31735), Recovery.Of(Kept(circuit), Kept(circuit)).Edges);
        Assert.Equal(new Confusion(80, 0, 0, 77), Recovery.Of(Kept(circuit), Kept(circuit)).Nodes);
    }

    [SkippableFact]
    public void Random_circuits_have_the_areas_of_a_model_that_only_works_whole()
    {
        var random = new Random(0);
        var units = new EdgeUnits(Read().Graph);
        double[] shuffled = [.. Enumerable.Range(1, units.Count).Select(score => (double)score)];
        random.Shuffle(shuffled);

        var curve = new Evaluator(new Whole(units)).Curve(
            new UnitScores(
                units,
                shuffled,
                new CircuitMethod { Name = "random", Settings = new Dictionary<string, string>() }
            )
        );

        Assert.Equal(
            [32, 64, 162, 324, 649, 1624, 3249, 6498, 16245, 32491],
            curve.Points.Select(point => point.Asked)
        );
        Assert.Equal(0.25, curve.PerformanceRatio.Value, 1e-12);
        Assert.Equal(0.749, curve.ModelDistance.Value, 1e-12);
    }

    /// <summary>Answers only with every edge.</summary>
    private sealed class Whole(Units units) : IMeasured
    {
        public Units Units => units;

        public Metric Metric { get; } = new LogitDifference();

        public double[] MeasureEach(UnitSet kept) => [kept.Count == units.Count ? 3 : -1];
    }
}

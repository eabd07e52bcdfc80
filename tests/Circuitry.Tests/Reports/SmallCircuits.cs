namespace Circuitry.Tests;

/// <summary>Circuits built by hand in small graphs.</summary>
internal static class SmallCircuits
{
    /// <summary>Two layers of two heads and an MLP: a chain through a1.h1's query and value, and one edge that helps when removed.</summary>
    public static Circuit Chain() =>
        Of(
            new Graph(SmallArchitectures.Gpt2()),
            ("a1.h1->logits", 0.75),
            ("m0->logits", -0.5),
            ("m0->a1.h1<q>", 0.25),
            ("a0.h0->a1.h1<v>", 1.0 / 3),
            ("input->m0", 0.125),
            ("input->a0.h0<v>", 1e-7)
        );

    public static Circuit Grouped() =>
        Of(
            new Graph(SmallArchitectures.Llama()),
            ("a1.h0->logits", 2),
            ("a1.h1->logits", 1),
            ("a0.h1->a1.kv0<k>", 0.5),
            ("input->a0.kv0<v>", 0.25)
        );

    public static Circuit Nodes() =>
        Of(new NodeUnits(SmallArchitectures.Gpt2()), ("input", 3), ("a0.h1", -0.5), ("m1", 1));

    public static Circuit Neurons() =>
        Of(new NeuronUnits(SmallArchitectures.Gpt2()), ("input", 3), ("a0.h1.v0", -0.5), ("m1.n2", 1), ("m1.n4", 2));

    public static Circuit Of(Graph graph, params (string Name, double Score)[] kept) => Of(new EdgeUnits(graph), kept);

    public static Circuit Of(GraphUnits units, params (string Name, double Score)[] kept)
    {
        var graph = units.Graph;
        return new Circuit(units, kept.Select(unit => (units.IndexOf(unit.Name), unit.Score)))
        {
            Provenance = new CircuitProvenance(
                new ExperimentDeclaration
                {
                    Experiment = "Sample",
                    Model = "Small",
                    Dataset = "Names",
                    DatasetSize = 12,
                    DatasetSeed = 3,
                    Ablation = nameof(Ablation.Interchange),
                    Metric = "KlDivergence",
                    Granularity = units.Kind,
                    SplitQueryKeyValue = graph.SplitQueryKeyValue,
                    SplitEmbedding = graph.SplitEmbedding,
                    SplitPositions = graph.PositionGroups.Count > 0,
                }
            )
            {
                Method = new CircuitMethod
                {
                    Name = "ACDC",
                    Settings = new Dictionary<string, string> { ["threshold"] = "0.1", ["rule"] = "Signed" },
                },
                ModelHash = "aa",
                DataHash = "bb",
                Prompts = 12,
                NumberType = "Float64",
                Version = "0.1.0",
                Runtime = "a runtime",
            },
            Measure = new CircuitMeasure
            {
                Metric = "KL divergence",
                Full = 0,
                Circuit = 0.1,
                Empty = 1.0 / 3,
            },
        };
    }
}

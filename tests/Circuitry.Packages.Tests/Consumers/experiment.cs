#:package Circuitry@CIRCUITRY_VERSION
using Circuitry.Reports;
using Circuitry.Weights;

using var experiment = LastSymbol.From(Tiny.From(TransformerWeights.Random(Tiny.Declared, seed: 1)));
var circuit = experiment.Acdc(threshold: 0).Discover();
var edge = Tiny.Hooks.Logits.From(Tiny.Hooks.Layer0.Head1.Output);
Console.WriteLine(
    $"{circuit.Graph.EdgeCount} edges, {edge.Name} removed: {experiment.Measure(EdgeSet.All(circuit.Graph).Without(edge)):F6}"
);
Console.WriteLine($"circuit of {circuit.Kept.Count} edges");
CircuitJson.Write(circuit, "circuit.json");
Console.WriteLine($"read back: {CircuitJson.Read("circuit.json").Kept.Count} edges");

[Transformer(Layers = 1, Heads = 2, ModelWidth = 8, Context = 4, Vocabulary = 6)]
public sealed partial class Tiny;

public sealed class Symbols : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([PromptPair.AtLastPosition(clean: [1, 2, 3], corrupted: [1, 5, 3], answer: 2, wrongAnswer: 5)]);
}

[Experiment]
[Model<Tiny>]
[Dataset<Symbols>]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class LastSymbol;

using System.Globalization;
using static System.FormattableString;

namespace Circuitry.Benchmarks;

/// <summary>As wide as GPT-2 small, with 48 narrow heads in each layer.</summary>
[Transformer(
    Layers = 12,
    Heads = 48,
    ModelWidth = 768,
    MlpWidth = 3072,
    Context = 1024,
    Vocabulary = 1000,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class ManyHeads;

/// <summary>As wide as GPT-2 small, with its heads.</summary>
[Transformer(
    Layers = 12,
    Heads = 12,
    ModelWidth = 768,
    MlpWidth = 3072,
    Context = 1024,
    Vocabulary = 1000,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class FewHeads;

/// <summary>As wide as GPT-2 small and twice as deep.</summary>
[Transformer(
    Layers = 24,
    Heads = 12,
    ModelWidth = 768,
    MlpWidth = 3072,
    Context = 1024,
    Vocabulary = 1000,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class ManyLayers;

/// <summary>Edges of <see cref="ManyHeads"/>.</summary>
[Experiment, Model<ManyHeads>, Dataset<AnsweredRandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<LogitDifference>, Granularity(Granularity.Edge)]
public sealed partial class ManyHeadsEdges;

/// <summary>Edges of <see cref="FewHeads"/>.</summary>
[Experiment, Model<FewHeads>, Dataset<AnsweredRandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<LogitDifference>, Granularity(Granularity.Edge)]
public sealed partial class FewHeadsEdges;

/// <summary>Edges of <see cref="ManyLayers"/>.</summary>
[Experiment, Model<ManyLayers>, Dataset<AnsweredRandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<LogitDifference>, Granularity(Granularity.Edge)]
public sealed partial class ManyLayersEdges;

/// <summary>The peak memory of EAP with more heads and with more layers, each in a process of its own; a small vocabulary, so that logits do not hide it.</summary>
internal static class AttributionMemory
{
    private static readonly (string Name, Func<GraphExperiment> Make)[] Shapes =
    [
        (
            "12 layers of 12 heads",
            () => FewHeadsEdges.From(FewHeads.From(TransformerWeights.Random(FewHeads.Declared, seed: 1)))
        ),
        (
            "12 layers of 48 heads",
            () => ManyHeadsEdges.From(ManyHeads.From(TransformerWeights.Random(ManyHeads.Declared, seed: 1)))
        ),
        (
            "24 layers of 12 heads",
            () => ManyLayersEdges.From(ManyLayers.From(TransformerWeights.Random(ManyLayers.Declared, seed: 1)))
        ),
    ];

    /// <summary>Prints a row for every shape.</summary>
    public static void Run(string[] arguments)
    {
        if (arguments is ["one", var index])
        {
            using var experiment = Shapes[int.Parse(index, CultureInfo.InvariantCulture)].Make();
            var memory = PeakMemory.Begin();
            new EdgeAttributionPatching(experiment).Score();
            var table = (long)experiment.Graph.Writers.Count * 10 * 16 * 768 * 4 / 1024.0 / 1024;
            Console.WriteLine(Invariant($"{memory.Mebibytes():f0} | {table:f0}"));
            return;
        }

        Console.WriteLine("| shape | MiB above the model | [writer, batch, position, d_model] |");
        Console.WriteLine("| --- | --- | --- |");
        for (var shape = 0; shape < Shapes.Length; shape++)
        {
            Console.WriteLine(
                $"| {Shapes[shape].Name} | {ChildProcess.LastLine("memory", "one", Invariant($"{shape}"))} |"
            );
        }
    }
}

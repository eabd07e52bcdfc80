namespace Circuitry.Benchmarks;

/// <summary>The shape of GPT-2 small.</summary>
[Transformer(
    Layers = 12,
    Heads = 12,
    ModelWidth = 768,
    MlpWidth = 3072,
    Context = 1024,
    Vocabulary = 50257,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class Gpt2Shape;

/// <summary>Small enough to be searched one whole forward at a time.</summary>
[Transformer(
    Layers = 3,
    Heads = 3,
    ModelWidth = 48,
    MlpWidth = 192,
    Context = 16,
    Vocabulary = 64,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class SmallShape;

/// <summary>Edges of the GPT-2 shape.</summary>
[Experiment, Model<Gpt2Shape>, Dataset<RandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<KlDivergence>, Granularity(Granularity.Edge)]
public sealed partial class Gpt2ShapeEdges;

/// <summary>Edges of the small shape.</summary>
[Experiment, Model<SmallShape>, Dataset<RandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<KlDivergence>, Granularity(Granularity.Edge)]
public sealed partial class SmallShapeEdges;

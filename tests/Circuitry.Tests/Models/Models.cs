namespace Circuitry.Tests;

[Transformer(
    Layers = 2,
    Heads = 3,
    ModelWidth = 12,
    MlpWidth = 16,
    Context = 9,
    Vocabulary = 11,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class Serial;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 10,
    HeadWidth = 6,
    MlpWidth = 14,
    Context = 9,
    Vocabulary = 11,
    Positions = PositionEmbedding.Rotary,
    RotaryWidth = 4,
    Nonlinearity = Nonlinearity.Gelu,
    ParallelBlock = true
)]
public sealed partial class Parallel;

/// <summary>Four query heads on two key and value heads, RMS norms, rotary positions, a gated MLP.</summary>
[Transformer("Models/config.json")]
public sealed partial class Grouped;

[Transformer(
    Layers = 3,
    Heads = 2,
    ModelWidth = 10,
    HeadWidth = 4,
    Context = 9,
    Vocabulary = 11,
    OutputVocabulary = 7,
    Normalization = Normalization.None
)]
public sealed partial class AttentionOnly;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 12,
    Context = 9,
    Vocabulary = 11,
    Normalization = Normalization.None,
    Causal = false
)]
public sealed partial class Bidirectional;

namespace Circuitry.Tests;

// Every switch of a forward is away from its default in one of these.

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 10,
    HeadWidth = 6,
    MlpWidth = 14,
    Context = 9,
    Vocabulary = 11,
    OutputVocabulary = 7,
    NormEpsilon = 0.3,
    AttentionScale = 1.7,
    ScaleByInverseLayer = true,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class Scaled;

[Transformer(
    Layers = 2,
    Heads = 4,
    KeyValueHeads = 2,
    ModelWidth = 12,
    HeadWidth = 8,
    MlpWidth = 14,
    Context = 9,
    Vocabulary = 11,
    Normalization = Normalization.RmsNorm,
    Positions = PositionEmbedding.Rotary,
    RotaryWidth = 6,
    RotaryBase = 50,
    RotaryLinearFactor = 3,
    Nonlinearity = Nonlinearity.Silu,
    GatedMlp = true,
    GateBias = true,
    BiasAfterGate = false,
    ParallelBlock = true,
    Causal = false
)]
public sealed partial class GatedLikeLlama;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 6,
    Context = 9,
    Vocabulary = 11,
    Normalization = Normalization.RmsNorm,
    Positions = PositionEmbedding.Rotary,
    RotaryBase = 20,
    RotaryPartsFactor = 5,
    RotaryLowFrequencyFactor = 0.5,
    RotaryHighFrequencyFactor = 6,
    RotaryOriginalContext = 14,
    GatedMlp = true
)]
public sealed partial class GatedLikeTransformerLens;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 6,
    Context = 9,
    Vocabulary = 11,
    Positions = PositionEmbedding.None,
    QueryKeyValueBias = false,
    AttentionOutputBias = false,
    MlpBias = false,
    UnembedBias = false
)]
public sealed partial class WithoutBiases;

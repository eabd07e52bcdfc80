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

// Layers with a window rotate by a base of their own, and one layer does not rotate at all.
[Transformer(
    Layers = 3,
    Heads = 4,
    KeyValueHeads = 2,
    ModelWidth = 12,
    HeadWidth = 8,
    MlpWidth = 14,
    Context = 9,
    Vocabulary = 11,
    Normalization = Normalization.RmsNorm,
    NormPlace = NormPlace.BeforeAndAfter,
    NormEpsilon = 0.01,
    Positions = PositionEmbedding.Rotary,
    RotaryBase = 50,
    RotaryLinearFactor = 2,
    RotaryLocalBase = 7,
    RotaryLayers = "0,1",
    AttentionWindow = 3,
    WindowLayers = "0,2",
    ScoreCap = 0.7,
    QueryKeyNorm = Normalization.RmsNorm,
    EmbeddingScale = 3,
    Nonlinearity = Nonlinearity.GeluTanh,
    GatedMlp = true,
    LogitCap = 1.5
)]
public sealed partial class LikeGemma;

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
    NormPlace = NormPlace.After,
    Positions = PositionEmbedding.Rotary,
    RotaryBase = 50,
    RotaryYarnFactor = 4,
    RotaryYarnBetaFast = 0.6,
    RotaryYarnBetaSlow = 0.05,
    RotaryYarnOriginalContext = 6,
    RotaryYarnTruncate = false,
    QueryKeyNorm = Normalization.RmsNorm,
    QueryKeyNormWhole = true,
    Nonlinearity = Nonlinearity.Silu,
    GatedMlp = true
)]
public sealed partial class LikeOlmo;

[Transformer(
    Layers = 2,
    Heads = 12,
    ModelWidth = 12,
    HeadWidth = 2,
    MlpWidth = 14,
    Context = 9,
    Vocabulary = 11,
    Normalization = Normalization.LayerNorm,
    NormedResidual = true,
    EmbeddingNorm = true,
    Positions = PositionEmbedding.Alibi,
    AlibiScaled = true,
    AlibiRounded = true,
    Nonlinearity = Nonlinearity.GeluTanhRounded
)]
public sealed partial class LikeBloom;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 6,
    Context = 9,
    Vocabulary = 11,
    NormPlace = NormPlace.AfterAddition,
    FinalNorm = false
)]
public sealed partial class LikeOpt;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    HeadWidth = 6,
    MlpWidth = 6,
    Context = 4,
    Vocabulary = 11,
    Normalization = Normalization.LayerNormScale,
    Positions = PositionEmbedding.Rotary,
    RotaryBase = 20,
    RotaryAdjacentPairs = true,
    RotaryDynamicFactor = 3,
    QueryKeyNorm = Normalization.LayerNorm,
    QueryKeyValueClip = 0.4,
    BranchScale = 0.5,
    LogitScale = 0.3,
    ParallelBlock = true,
    GatedMlp = true
)]
public sealed partial class LikeCohere;

[Transformer(
    Layers = 2,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 6,
    Context = 16,
    Vocabulary = 11,
    Normalization = Normalization.RmsNorm,
    Positions = PositionEmbedding.Rotary,
    RotaryBase = 20,
    RotaryWidth = 4,
    RotaryLongFactors = "1.5,3",
    RotaryShortFactors = "1,1.25",
    RotaryLongOriginalContext = 5,
    RotaryLongAttentionFactor = 1.2,
    GatedMlp = true
)]
public sealed partial class LikePhi;

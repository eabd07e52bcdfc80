namespace Circuitry.Conformance;

[Transformer("configs/mingpt-sort/config.json")]
public sealed partial class MinGptSort;

[Transformer("configs/makemore-names/config.json")]
public sealed partial class MakemoreNames;

[Transformer("configs/stories260K/config.json")]
public sealed partial class Stories260K;

[Transformer(
    Layers = 1,
    Heads = 4,
    ModelWidth = 128,
    HeadWidth = 32,
    MlpWidth = 512,
    Context = 2,
    Vocabulary = 59,
    Normalization = Normalization.None,
    Causal = false,
    QueryKeyValueBias = false,
    AttentionOutputBias = false,
    UnembedBias = false
)]
public sealed partial class ModularAddition;

[Transformer(
    Layers = 4,
    Heads = 1,
    ModelWidth = 41,
    HeadWidth = 12,
    MlpWidth = 30,
    Context = 6,
    Vocabulary = 5,
    OutputVocabulary = 3,
    Normalization = Normalization.None,
    Causal = false,
    QueryKeyValueBias = false,
    AttentionOutputBias = false,
    UnembedBias = false
)]
public sealed partial class TracrReverse;

[Transformer(
    Layers = 2,
    Heads = 1,
    ModelWidth = 14,
    HeadWidth = 7,
    MlpWidth = 1,
    Context = 6,
    Vocabulary = 6,
    OutputVocabulary = 1,
    Normalization = Normalization.None,
    Causal = false,
    QueryKeyValueBias = false,
    AttentionOutputBias = false,
    UnembedBias = false
)]
public sealed partial class TracrProportion;

[Transformer(
    Layers = 1,
    Heads = 1,
    ModelWidth = 19,
    HeadWidth = 6,
    MlpWidth = 12,
    Context = 6,
    Vocabulary = 6,
    Normalization = Normalization.None,
    Causal = false,
    QueryKeyValueBias = false,
    AttentionOutputBias = false,
    UnembedBias = false
)]
public sealed partial class TracrHistogram;

namespace Circuitry.Conformance;

/// <summary>GPT-2's architecture at the size of the cases.</summary>
[Transformer("layer-norm/config.json")]
public sealed partial class SmallGpt2;

/// <summary>TransformerLens's LayerNorm without scale and bias, at the size of the cases.</summary>
[Transformer(
    Layers = 1,
    Heads = 2,
    ModelWidth = 8,
    MlpWidth = 16,
    Context = 8,
    Vocabulary = 16,
    Normalization = Normalization.LayerNormPre,
    Nonlinearity = Nonlinearity.GeluTanh
)]
public sealed partial class SmallFolded;

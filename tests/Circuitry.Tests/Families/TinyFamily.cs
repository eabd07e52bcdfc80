namespace Circuitry.Tests;

/// <summary>A family of nobody's, with every layout that a tensor can lie in but one.</summary>
[ModelType("tiny"), HarmlessKeys("note")]
[ConfigKey("depth", nameof(TransformerAttribute.Layers))]
[ConfigKey("width", nameof(TransformerAttribute.ModelWidth))]
[ConfigKey("span", nameof(TransformerAttribute.Context), Default = 12)]
[ConfigKey("words", nameof(TransformerAttribute.Vocabulary))]
[ConfigKey("heads", nameof(TransformerAttribute.Heads))]
[ConfigKey("groups", nameof(TransformerAttribute.KeyValueHeads))]
[ConfigKey("act", nameof(TransformerAttribute.Nonlinearity))]
[Switch(nameof(TransformerAttribute.MlpWidth), 6)]
[Switch(nameof(TransformerAttribute.Normalization), Normalization.RmsNorm)]
[Switch(nameof(TransformerAttribute.Positions), PositionEmbedding.Rotary)]
[Switch(nameof(TransformerAttribute.QueryKeyValueBias), false)]
[Switch(nameof(TransformerAttribute.UnembedBias), false)]
[StoredTensor("words", Weight.W_E), StoredTensor("norm", Weight.FinalNormScale), StoredTensor("out", Weight.W_U)]
[StoredTensor("{layer}/first", Weight.Norm1Scale), StoredTensor("{layer}/second", Weight.Norm2Scale)]
[StoredTensor("{layer}/q", Weight.W_Q, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}/k", Weight.W_K, Layout = StoredLayout.ByHead)]
[StoredTensor("{layer}/v", Weight.W_V)]
[StoredTensor("{layer}/o", Weight.W_O, Layout = StoredLayout.ByHead), StoredTensor("{layer}/ob", Weight.b_O)]
[StoredTensor("{layer}/in", Weight.W_in, Layout = StoredLayout.Transposed), StoredTensor("{layer}/inb", Weight.b_in)]
[StoredTensor("{layer}/down", Weight.W_out), StoredTensor("{layer}/downb", Weight.b_out)]
[StoredBuffers("{layer}/mask")]
public sealed class TinyFamily;

[Transformer("Families/tiny.json"), Family<TinyFamily>]
public sealed partial class Tiny;

public sealed class NoFamily;

[ModelType("broken"), ConfigKey("d", "HiddenSize")]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Circuitry",
    "CIR070",
    Justification = "Refused when it runs as well."
)]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Circuitry",
    "CIR073",
    Justification = "Refused when it runs as well."
)]
public sealed class BrokenFamily;

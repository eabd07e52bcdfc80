namespace Circuitry.Tests;

/// <summary>
/// A family of nobody's with what models of today have: norms behind attention and MLP, norms of queries and keys by head, windows
/// in some layers with a rotary base of their own, caps, scales stored less one, fused matrices. This class and a config.json are all of it.
/// </summary>
[ModelType("modern"), HarmlessKeys("dropout")]
[ConfigKey("depth", nameof(TransformerAttribute.Layers))]
[ConfigKey("width", nameof(TransformerAttribute.ModelWidth))]
[ConfigKey("span", nameof(TransformerAttribute.Context))]
[ConfigKey("words", nameof(TransformerAttribute.Vocabulary))]
[ConfigKey("heads", nameof(TransformerAttribute.Heads))]
[ConfigKey("groups", nameof(TransformerAttribute.KeyValueHeads))]
[ConfigKey("head_width", nameof(TransformerAttribute.HeadWidth))]
[ConfigKey("inner", nameof(TransformerAttribute.MlpWidth))]
[ConfigKey("window", nameof(TransformerAttribute.AttentionWindow), Default = 3)]
[ConfigKey("windowed", nameof(TransformerAttribute.WindowLayers), Default = "0,2")]
[ConfigKey("base", nameof(TransformerAttribute.RotaryBase), Default = 5000.0)]
[ConfigKey("local_base", nameof(TransformerAttribute.RotaryLocalBase), Default = 50.0)]
[ConfigKey("cap", nameof(TransformerAttribute.LogitCap), Default = 4.0)]
[Switch(nameof(TransformerAttribute.Normalization), Normalization.RmsNorm)]
[Switch(nameof(TransformerAttribute.NormPlace), NormPlace.BeforeAndAfter)]
[Switch(nameof(TransformerAttribute.QueryKeyNorm), Normalization.RmsNorm)]
[Switch(nameof(TransformerAttribute.Positions), PositionEmbedding.Rotary)]
[Switch(nameof(TransformerAttribute.Nonlinearity), Nonlinearity.Silu)]
[Switch(nameof(TransformerAttribute.GatedMlp), true)]
[Switch(nameof(TransformerAttribute.QueryKeyValueBias), false)]
[Switch(nameof(TransformerAttribute.AttentionOutputBias), false)]
[Switch(nameof(TransformerAttribute.MlpBias), false)]
[Switch(nameof(TransformerAttribute.UnembedBias), false)]
[StoredTensor("embed", Weight.W_E), StoredTensor("norm", Weight.FinalNormScale, AddsOne = true)]
[StoredTensor("head", Weight.W_U, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}.qkv", Weight.W_QKV, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}.q_norm", Weight.QueryNormScale, Layout = StoredLayout.Shared, AddsOne = true)]
[StoredTensor("{layer}.k_norm", Weight.KeyNormScale, Layout = StoredLayout.Shared, AddsOne = true)]
[StoredTensor("{layer}.o", Weight.W_O, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}.up_gate", Weight.W_gate, Layout = StoredLayout.Transposed, Parts = 2, Part = 0)]
[StoredTensor("{layer}.up_gate", Weight.W_in, Layout = StoredLayout.Transposed, Parts = 2, Part = 1)]
[StoredTensor("{layer}.down", Weight.W_out, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}.norm.0", Weight.Norm1Scale, AddsOne = true)]
[StoredTensor("{layer}.norm.1", Weight.PostNorm1Scale, AddsOne = true)]
[StoredTensor("{layer}.norm.2", Weight.Norm2Scale, AddsOne = true)]
[StoredTensor("{layer}.norm.3", Weight.PostNorm2Scale, AddsOne = true)]
public sealed class ModernFamily;

[Transformer("Families/modern.json"), Family<ModernFamily>]
public sealed partial class Modern;

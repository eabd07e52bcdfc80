namespace Circuitry.Tests;

/// <summary>
/// A family of nobody's with what current ones have: norms in front of and behind attention and MLP, norms of each head's queries and
/// keys, windows by layer with a base of their own, caps, fused tensors and scales that are stored as offsets.
/// </summary>
[ModelType("late"), HarmlessKeys("note")]
[ConfigKey("depth", nameof(TransformerAttribute.Layers))]
[ConfigKey("width", nameof(TransformerAttribute.ModelWidth))]
[ConfigKey("span", nameof(TransformerAttribute.Context))]
[ConfigKey("words", nameof(TransformerAttribute.Vocabulary))]
[ConfigKey("heads", nameof(TransformerAttribute.Heads))]
[ConfigKey("groups", nameof(TransformerAttribute.KeyValueHeads))]
[ConfigKey("head_size", nameof(TransformerAttribute.HeadWidth))]
[ConfigKey("hidden", nameof(TransformerAttribute.MlpWidth))]
[ConfigKey("eps", nameof(TransformerAttribute.NormEpsilon))]
[ConfigKey("theta", nameof(TransformerAttribute.RotaryBase))]
[ConfigKey("theta_near", nameof(TransformerAttribute.RotaryLocalBase))]
[ConfigKey("stretch", nameof(TransformerAttribute.RotaryLinearFactor))]
[ConfigKey("near", nameof(TransformerAttribute.AttentionWindow))]
[ConfigKey("near_layers", nameof(TransformerAttribute.WindowLayers))]
[ConfigKey("cap", nameof(TransformerAttribute.ScoreCap))]
[ConfigKey("final_cap", nameof(TransformerAttribute.LogitCap))]
[Switch(nameof(TransformerAttribute.Normalization), Normalization.RmsNorm)]
[Switch(nameof(TransformerAttribute.NormPlace), NormPlace.BeforeAndAfter)]
[Switch(nameof(TransformerAttribute.QueryKeyNorm), Normalization.RmsNorm)]
[Switch(nameof(TransformerAttribute.Positions), PositionEmbedding.Rotary)]
[Switch(nameof(TransformerAttribute.EmbeddingScale), 2.0)]
[Switch(nameof(TransformerAttribute.Nonlinearity), Nonlinearity.Silu)]
[Switch(nameof(TransformerAttribute.GatedMlp), true)]
[Switch(nameof(TransformerAttribute.QueryKeyValueBias), false)]
[Switch(nameof(TransformerAttribute.AttentionOutputBias), false)]
[Switch(nameof(TransformerAttribute.MlpBias), false)]
[Switch(nameof(TransformerAttribute.UnembedBias), false)]
[Switch(nameof(TransformerAttribute.TiedEmbedding), true)]
[StoredTensor("words", Weight.W_E), StoredTensor("norm", Weight.FinalNormScale, AddsOne = true)]
[StoredTensor("{layer}/before1", Weight.Norm1Scale, AddsOne = true)]
[StoredTensor("{layer}/qkv", Weight.W_QKV, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}/qnorm", Weight.QueryNormScale, Layout = StoredLayout.Shared, AddsOne = true)]
[StoredTensor("{layer}/knorm", Weight.KeyNormScale, Layout = StoredLayout.Shared, AddsOne = true)]
[StoredTensor("{layer}/o", Weight.W_O, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}/after1", Weight.PostNorm1Scale, AddsOne = true)]
[StoredTensor("{layer}/before2", Weight.Norm2Scale, AddsOne = true)]
[StoredTensor("{layer}/gate_up", Weight.W_gate, Layout = StoredLayout.Transposed, Parts = 2, Part = 0)]
[StoredTensor("{layer}/gate_up", Weight.W_in, Layout = StoredLayout.Transposed, Parts = 2, Part = 1)]
[StoredTensor("{layer}/down", Weight.W_out, Layout = StoredLayout.Transposed)]
[StoredTensor("{layer}/after2", Weight.PostNorm2Scale, AddsOne = true)]
public sealed class LateFamily;

[Transformer("Families/late.json"), Family<LateFamily>]
public sealed partial class Late;

[Experiment, Model<Late>, Dataset<Shuffles>(Size = 3, Seed = 3), Corruption(Ablation.Interchange)]
[Metric<LogitDifference>, Granularity(Granularity.Edge)]
public sealed partial class LateEdges;

using Circuitry.Weights;

namespace Additions;

/// <summary>A family of models: the keys of its configuration, and the names under which its weights are stored.</summary>
[ModelType("wee")]
[ConfigKey("n_layer", nameof(TransformerAttribute.Layers))]
[ConfigKey("n_embd", nameof(TransformerAttribute.ModelWidth))]
[ConfigKey("n_positions", nameof(TransformerAttribute.Context))]
[ConfigKey("vocab_size", nameof(TransformerAttribute.Vocabulary))]
[ConfigKey("n_head", nameof(TransformerAttribute.Heads))]
[Switch(nameof(TransformerAttribute.Normalization), Normalization.None)]
[Switch(nameof(TransformerAttribute.QueryKeyValueBias), false)]
[Switch(nameof(TransformerAttribute.AttentionOutputBias), false)]
[Switch(nameof(TransformerAttribute.UnembedBias), false)]
[StoredTensor("tokens", Weight.W_E)]
[StoredTensor("places", Weight.W_pos)]
[StoredTensor("block.{layer}.in", Weight.W_QKV)]
[StoredTensor("block.{layer}.out", Weight.W_O)]
[StoredTensor("words", Weight.W_U)]
public sealed class WeeFamily;

namespace Circuitry.Conformance;

[Transformer("families/gpt2-quirks/config.json")]
public sealed partial class Gpt2Quirks;

[Transformer("families/gpt_neox-serial/config.json")]
public sealed partial class GptNeoXSerial;

[Transformer("families/llama-base/config.json")]
public sealed partial class LlamaBase;

[Transformer("families/llama-bf16/config.json")]
public sealed partial class LlamaBrainFloats;

[Transformer("families/llama-rope-linear/config.json")]
public sealed partial class LlamaLinear;

[Transformer("families/llama-rope-llama3/config.json")]
public sealed partial class LlamaByParts;

[Transformer("families/llama-rope-old-keys/config.json")]
public sealed partial class LlamaOldKeys;

[Transformer("families/llama-sharded/config.json")]
public sealed partial class LlamaSharded;

[Transformer("families/mistral-no-window/config.json")]
public sealed partial class MistralNoWindow;

[Transformer("families/qwen2-defaults/config.json")]
public sealed partial class Qwen2Defaults;

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

namespace Circuitry.Conformance;

[Transformer("families/bloom-base/config.json")]
public sealed partial class BloomBase;

[Transformer("families/bloom-post-residual/config.json")]
public sealed partial class BloomPostResidual;

[Transformer("families/cohere-base/config.json")]
public sealed partial class CohereBase;

[Transformer("families/cohere2-base/config.json")]
public sealed partial class Cohere2Base;

[Transformer("families/falcon-11b/config.json")]
public sealed partial class FalconElevenB;

[Transformer("families/falcon-40b/config.json")]
public sealed partial class FalconFortyB;

[Transformer("families/falcon-7b/config.json")]
public sealed partial class FalconSevenB;

[Transformer("families/falcon-rw-rounding/config.json")]
public sealed partial class FalconRwRounding;

[Transformer("families/falcon-rw/config.json")]
public sealed partial class FalconRw;

[Transformer("families/gemma-base/config.json")]
public sealed partial class GemmaBase;

[Transformer("families/gemma-defaults/config.json")]
public sealed partial class GemmaDefaults;

[Transformer("families/gemma2-base/config.json")]
public sealed partial class Gemma2Base;

[Transformer("families/gemma2-defaults/config.json")]
public sealed partial class Gemma2Defaults;

[Transformer("families/gemma2-no-caps/config.json")]
public sealed partial class Gemma2NoCaps;

[Transformer("families/gemma3_text-base/config.json")]
public sealed partial class Gemma3Base;

[Transformer("families/gemma3_text-pattern/config.json")]
public sealed partial class Gemma3Pattern;

[Transformer("families/gpt2-quirks/config.json")]
public sealed partial class Gpt2Quirks;

[Transformer("families/gpt_neo-base/config.json")]
public sealed partial class GptNeoBase;

[Transformer("families/gpt_neox-serial/config.json")]
public sealed partial class GptNeoXSerial;

[Transformer("families/gptj-base/config.json")]
public sealed partial class GptJBase;

[Transformer("families/gptj-full-rotary/config.json")]
public sealed partial class GptJFullRotary;

[Transformer("families/granite-base/config.json")]
public sealed partial class GraniteBase;

[Transformer("families/granite-defaults/config.json")]
public sealed partial class GraniteDefaults;

[Transformer("families/llama-base/config.json")]
public sealed partial class LlamaBase;

[Transformer("families/llama-bf16/config.json")]
public sealed partial class LlamaBrainFloats;

[Transformer("families/llama-rope-dynamic/config.json")]
public sealed partial class LlamaRopeDynamic;

[Transformer("families/llama-rope-linear/config.json")]
public sealed partial class LlamaLinear;

[Transformer("families/llama-rope-llama3/config.json")]
public sealed partial class LlamaByParts;

[Transformer("families/llama-rope-old-keys/config.json")]
public sealed partial class LlamaOldKeys;

[Transformer("families/llama-rope-yarn/config.json")]
public sealed partial class LlamaRopeYarn;

[Transformer("families/llama-sharded/config.json")]
public sealed partial class LlamaSharded;

[Transformer("families/mistral-base/config.json")]
public sealed partial class MistralBase;

[Transformer("families/mistral-defaults/config.json")]
public sealed partial class MistralDefaults;

[Transformer("families/mistral-no-window/config.json")]
public sealed partial class MistralNoWindow;

[Transformer("families/olmo-base/config.json")]
public sealed partial class OlmoBase;

[Transformer("families/olmo2-base/config.json")]
public sealed partial class Olmo2Base;

[Transformer("families/olmo3-base/config.json")]
public sealed partial class Olmo3Base;

[Transformer("families/olmo3-yarn/config.json")]
public sealed partial class Olmo3Yarn;

[Transformer("families/opt-base/config.json")]
public sealed partial class OptBase;

[Transformer("families/opt-plain-norms/config.json")]
public sealed partial class OptPlainNorms;

[Transformer("families/opt-post-norm-projected/config.json")]
public sealed partial class OptPostNormProjected;

[Transformer("families/phi-base/config.json")]
public sealed partial class PhiBase;

[Transformer("families/phi-defaults/config.json")]
public sealed partial class PhiDefaults;

[Transformer("families/phi-qk-norm-gqa/config.json")]
public sealed partial class PhiQkNormGqa;

[Transformer("families/phi3-base/config.json")]
public sealed partial class Phi3Base;

[Transformer("families/phi3-longrope/config.json")]
public sealed partial class Phi3Longrope;

[Transformer("families/qwen2-defaults/config.json")]
public sealed partial class Qwen2Defaults;

[Transformer("families/qwen2-window/config.json")]
public sealed partial class Qwen2Window;

[Transformer("families/qwen3-base/config.json")]
public sealed partial class Qwen3Base;

[Transformer("families/qwen3-defaults/config.json")]
public sealed partial class Qwen3Defaults;

[Transformer("families/qwen3-window/config.json")]
public sealed partial class Qwen3Window;

[Transformer("families/smollm3-base/config.json")]
public sealed partial class SmolLm3Base;

[Transformer("families/smollm3-window/config.json")]
public sealed partial class SmolLm3Window;

[Transformer("families/stablelm-base/config.json")]
public sealed partial class StableLmBase;

[Transformer("families/stablelm-parallel-qk-norm/config.json")]
public sealed partial class StableLmParallelQkNorm;

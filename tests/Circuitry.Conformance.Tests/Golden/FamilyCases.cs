using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Small models of every family, beside what the code of their own computes.</summary>
internal static class FamilyCases
{
    /// <summary>The models of the cases.</summary>
    public static IReadOnlyDictionary<string, Func<string, ScalarType, TransformerModel>> Models { get; } =
        new Dictionary<string, Func<string, ScalarType, TransformerModel>>
        {
            ["bloom/base"] = (folder, type) => BloomBase.Load(folder, type),
            ["bloom/post-residual"] = (folder, type) => BloomPostResidual.Load(folder, type),
            ["cohere/base"] = (folder, type) => CohereBase.Load(folder, type),
            ["cohere2/base"] = (folder, type) => Cohere2Base.Load(folder, type),
            ["falcon/11b"] = (folder, type) => FalconElevenB.Load(folder, type),
            ["falcon/40b"] = (folder, type) => FalconFortyB.Load(folder, type),
            ["falcon/7b"] = (folder, type) => FalconSevenB.Load(folder, type),
            ["falcon/rw-rounding"] = (folder, type) => FalconRwRounding.Load(folder, type),
            ["falcon/rw"] = (folder, type) => FalconRw.Load(folder, type),
            ["gemma/base"] = (folder, type) => GemmaBase.Load(folder, type),
            ["gemma/defaults"] = (folder, type) => GemmaDefaults.Load(folder, type),
            ["gemma2/base"] = (folder, type) => Gemma2Base.Load(folder, type),
            ["gemma2/defaults"] = (folder, type) => Gemma2Defaults.Load(folder, type),
            ["gemma2/no-caps"] = (folder, type) => Gemma2NoCaps.Load(folder, type),
            ["gemma3_text/base"] = (folder, type) => Gemma3Base.Load(folder, type),
            ["gemma3_text/pattern"] = (folder, type) => Gemma3Pattern.Load(folder, type),
            ["gpt2/quirks"] = (folder, type) => Gpt2Quirks.Load(folder, type),
            ["gpt_neo/base"] = (folder, type) => GptNeoBase.Load(folder, type),
            ["gpt_neox/serial"] = (folder, type) => GptNeoXSerial.Load(folder, type),
            ["gptj/base"] = (folder, type) => GptJBase.Load(folder, type),
            ["gptj/full-rotary"] = (folder, type) => GptJFullRotary.Load(folder, type),
            ["granite/base"] = (folder, type) => GraniteBase.Load(folder, type),
            ["granite/defaults"] = (folder, type) => GraniteDefaults.Load(folder, type),
            ["llama/base"] = (folder, type) => LlamaBase.Load(folder, type),
            ["llama/bf16"] = (folder, type) => LlamaBrainFloats.Load(folder, type),
            ["llama/rope-dynamic"] = (folder, type) => LlamaRopeDynamic.Load(folder, type),
            ["llama/rope-linear"] = (folder, type) => LlamaLinear.Load(folder, type),
            ["llama/rope-llama3"] = (folder, type) => LlamaByParts.Load(folder, type),
            ["llama/rope-old-keys"] = (folder, type) => LlamaOldKeys.Load(folder, type),
            ["llama/rope-yarn"] = (folder, type) => LlamaRopeYarn.Load(folder, type),
            ["llama/sharded"] = (folder, type) => LlamaSharded.Load(folder, type),
            ["mistral/base"] = (folder, type) => MistralBase.Load(folder, type),
            ["mistral/defaults"] = (folder, type) => MistralDefaults.Load(folder, type),
            ["mistral/no-window"] = (folder, type) => MistralNoWindow.Load(folder, type),
            ["olmo/base"] = (folder, type) => OlmoBase.Load(folder, type),
            ["olmo2/base"] = (folder, type) => Olmo2Base.Load(folder, type),
            ["olmo3/base"] = (folder, type) => Olmo3Base.Load(folder, type),
            ["olmo3/yarn"] = (folder, type) => Olmo3Yarn.Load(folder, type),
            ["opt/base"] = (folder, type) => OptBase.Load(folder, type),
            ["opt/plain-norms"] = (folder, type) => OptPlainNorms.Load(folder, type),
            ["opt/post-norm-projected"] = (folder, type) => OptPostNormProjected.Load(folder, type),
            ["phi/base"] = (folder, type) => PhiBase.Load(folder, type),
            ["phi/defaults"] = (folder, type) => PhiDefaults.Load(folder, type),
            ["phi/qk-norm-gqa"] = (folder, type) => PhiQkNormGqa.Load(folder, type),
            ["phi3/base"] = (folder, type) => Phi3Base.Load(folder, type),
            ["phi3/longrope"] = (folder, type) => Phi3Longrope.Load(folder, type),
            ["qwen2/defaults"] = (folder, type) => Qwen2Defaults.Load(folder, type),
            ["qwen2/window"] = (folder, type) => Qwen2Window.Load(folder, type),
            ["qwen3/base"] = (folder, type) => Qwen3Base.Load(folder, type),
            ["qwen3/defaults"] = (folder, type) => Qwen3Defaults.Load(folder, type),
            ["qwen3/window"] = (folder, type) => Qwen3Window.Load(folder, type),
            ["smollm3/base"] = (folder, type) => SmolLm3Base.Load(folder, type),
            ["smollm3/window"] = (folder, type) => SmolLm3Window.Load(folder, type),
            ["stablelm/base"] = (folder, type) => StableLmBase.Load(folder, type),
            ["stablelm/parallel-qk-norm"] = (folder, type) => StableLmParallelQkNorm.Load(folder, type),
        };

    /// <summary>The folder of a case; skips the test where there is none.</summary>
    public static string FolderOf(string name) => SharedFolder.PathOf(["golden", "families", .. name.Split('/')]);

    /// <summary>The model of a case, in float64.</summary>
    public static TModel Model<TModel>(string name)
        where TModel : TransformerModel, ITransformer<TModel> => TModel.Load(FolderOf(name), ScalarType.Float64);
}

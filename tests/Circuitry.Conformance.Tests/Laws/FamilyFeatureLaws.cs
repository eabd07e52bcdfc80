using Circuitry.Emitted;
using Circuitry.Testing;

namespace Circuitry.Conformance;

/// <summary>The laws of experiments on features, on small models of every family with random dictionaries, in float64.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">Its model.</typeparam>
/// <param name="name">The case of the family.</param>
public abstract class FamilyFeatureLaws<TExperiment, TModel>(string name) : FeatureLaws<TExperiment>
    where TModel : TransformerModel, ITransformer<TModel>
    where TExperiment : FeatureExperiment<TModel>, IFeatureExperiment<TExperiment, TModel>
{
    protected override int Pairs => 3;

    protected override int SlowEffects => 12;

    protected override int SlowEdges => 12;

    protected override TExperiment Make()
    {
        var model = FamilyCases.Model<TModel>(name);
        return TExperiment.From(model, FamilyDictionaries.Random(TExperiment.Sites, model.Architecture));
    }
}

public sealed class BloomBaseFeatureLaws() : FamilyFeatureLaws<BloomBaseFeatures, BloomBase>("bloom/base");

public sealed class BloomPostResidualFeatureLaws()
    : FamilyFeatureLaws<BloomPostResidualFeatures, BloomPostResidual>("bloom/post-residual");

public sealed class CohereBaseFeatureLaws() : FamilyFeatureLaws<CohereBaseFeatures, CohereBase>("cohere/base");

public sealed class Cohere2BaseFeatureLaws() : FamilyFeatureLaws<Cohere2BaseFeatures, Cohere2Base>("cohere2/base");

public sealed class FalconFortyBFeatureLaws() : FamilyFeatureLaws<FalconFortyBFeatures, FalconFortyB>("falcon/40b");

public sealed class FalconSevenBFeatureLaws() : FamilyFeatureLaws<FalconSevenBFeatures, FalconSevenB>("falcon/7b");

public sealed class FalconRwFeatureLaws() : FamilyFeatureLaws<FalconRwFeatures, FalconRw>("falcon/rw");

public sealed class GemmaBaseFeatureLaws() : FamilyFeatureLaws<GemmaBaseFeatures, GemmaBase>("gemma/base");

public sealed class Gemma2BaseFeatureLaws() : FamilyFeatureLaws<Gemma2BaseFeatures, Gemma2Base>("gemma2/base");

public sealed class Gemma3BaseFeatureLaws() : FamilyFeatureLaws<Gemma3BaseFeatures, Gemma3Base>("gemma3_text/base");

public sealed class Gpt2QuirksFeatureLaws() : FamilyFeatureLaws<Gpt2QuirksFeatures, Gpt2Quirks>("gpt2/quirks");

public sealed class GptNeoBaseFeatureLaws() : FamilyFeatureLaws<GptNeoBaseFeatures, GptNeoBase>("gpt_neo/base");

public sealed class GptNeoXSerialFeatureLaws()
    : FamilyFeatureLaws<GptNeoXSerialFeatures, GptNeoXSerial>("gpt_neox/serial");

public sealed class GptJBaseFeatureLaws() : FamilyFeatureLaws<GptJBaseFeatures, GptJBase>("gptj/base");

public sealed class GraniteBaseFeatureLaws() : FamilyFeatureLaws<GraniteBaseFeatures, GraniteBase>("granite/base");

public sealed class LlamaBaseFeatureLaws() : FamilyFeatureLaws<LlamaBaseFeatures, LlamaBase>("llama/base");

public sealed class MistralBaseFeatureLaws() : FamilyFeatureLaws<MistralBaseFeatures, MistralBase>("mistral/base");

public sealed class OlmoBaseFeatureLaws() : FamilyFeatureLaws<OlmoBaseFeatures, OlmoBase>("olmo/base");

public sealed class Olmo2BaseFeatureLaws() : FamilyFeatureLaws<Olmo2BaseFeatures, Olmo2Base>("olmo2/base");

public sealed class Olmo3BaseFeatureLaws() : FamilyFeatureLaws<Olmo3BaseFeatures, Olmo3Base>("olmo3/base");

public sealed class OptBaseFeatureLaws() : FamilyFeatureLaws<OptBaseFeatures, OptBase>("opt/base");

public sealed class OptPostNormProjectedFeatureLaws()
    : FamilyFeatureLaws<OptPostNormProjectedFeatures, OptPostNormProjected>("opt/post-norm-projected");

public sealed class PhiBaseFeatureLaws() : FamilyFeatureLaws<PhiBaseFeatures, PhiBase>("phi/base");

public sealed class Phi3BaseFeatureLaws() : FamilyFeatureLaws<Phi3BaseFeatures, Phi3Base>("phi3/base");

public sealed class Qwen2WindowFeatureLaws() : FamilyFeatureLaws<Qwen2WindowFeatures, Qwen2Window>("qwen2/window");

public sealed class Qwen3BaseFeatureLaws() : FamilyFeatureLaws<Qwen3BaseFeatures, Qwen3Base>("qwen3/base");

public sealed class SmolLm3BaseFeatureLaws() : FamilyFeatureLaws<SmolLm3BaseFeatures, SmolLm3Base>("smollm3/base");

public sealed class StableLmBaseFeatureLaws() : FamilyFeatureLaws<StableLmBaseFeatures, StableLmBase>("stablelm/base");

using Circuitry.Emitted;
using Circuitry.Testing;

namespace Circuitry.Conformance;

/// <summary>The laws of every experiment on small models of every family, in float64.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">Its model.</typeparam>
/// <param name="name">The case of the family.</param>
public abstract class FamilyLaws<TExperiment, TModel>(string name) : ExperimentLaws<TExperiment>
    where TModel : TransformerModel, ITransformer<TModel>
    where TExperiment : GraphExperiment<TModel>, IGraphExperiment<TExperiment, TModel>
{
    protected override int Pairs => 3;

    protected override int SlowTests => 30;

    protected override int SlowEffects => 15;

    protected override TExperiment Make() => TExperiment.From(FamilyCases.Model<TModel>(name));
}

public sealed class BloomBaseEdgeLaws() : FamilyLaws<BloomBaseEdges, BloomBase>("bloom/base");

public sealed class BloomBaseNodeLaws() : FamilyLaws<BloomBaseNodes, BloomBase>("bloom/base");

public sealed class BloomPostResidualEdgeLaws()
    : FamilyLaws<BloomPostResidualEdges, BloomPostResidual>("bloom/post-residual");

public sealed class BloomPostResidualNodeLaws()
    : FamilyLaws<BloomPostResidualNodes, BloomPostResidual>("bloom/post-residual");

public sealed class CohereBaseEdgeLaws() : FamilyLaws<CohereBaseEdges, CohereBase>("cohere/base");

public sealed class CohereBaseNodeLaws() : FamilyLaws<CohereBaseNodes, CohereBase>("cohere/base");

public sealed class Cohere2BaseEdgeLaws() : FamilyLaws<Cohere2BaseEdges, Cohere2Base>("cohere2/base");

public sealed class Cohere2BaseNodeLaws() : FamilyLaws<Cohere2BaseNodes, Cohere2Base>("cohere2/base");

public sealed class FalconFortyBEdgeLaws() : FamilyLaws<FalconFortyBEdges, FalconFortyB>("falcon/40b");

public sealed class FalconFortyBNodeLaws() : FamilyLaws<FalconFortyBNodes, FalconFortyB>("falcon/40b");

public sealed class FalconSevenBEdgeLaws() : FamilyLaws<FalconSevenBEdges, FalconSevenB>("falcon/7b");

public sealed class FalconSevenBNodeLaws() : FamilyLaws<FalconSevenBNodes, FalconSevenB>("falcon/7b");

public sealed class FalconRwEdgeLaws() : FamilyLaws<FalconRwEdges, FalconRw>("falcon/rw");

public sealed class FalconRwNodeLaws() : FamilyLaws<FalconRwNodes, FalconRw>("falcon/rw");

public sealed class GemmaBaseEdgeLaws() : FamilyLaws<GemmaBaseEdges, GemmaBase>("gemma/base");

public sealed class GemmaBaseNodeLaws() : FamilyLaws<GemmaBaseNodes, GemmaBase>("gemma/base");

public sealed class Gemma2BaseEdgeLaws() : FamilyLaws<Gemma2BaseEdges, Gemma2Base>("gemma2/base");

public sealed class Gemma2BaseNodeLaws() : FamilyLaws<Gemma2BaseNodes, Gemma2Base>("gemma2/base");

public sealed class Gemma3BaseEdgeLaws() : FamilyLaws<Gemma3BaseEdges, Gemma3Base>("gemma3_text/base");

public sealed class Gemma3BaseNodeLaws() : FamilyLaws<Gemma3BaseNodes, Gemma3Base>("gemma3_text/base");

public sealed class Gpt2QuirksEdgeLaws() : FamilyLaws<Gpt2QuirksEdges, Gpt2Quirks>("gpt2/quirks");

public sealed class Gpt2QuirksNodeLaws() : FamilyLaws<Gpt2QuirksNodes, Gpt2Quirks>("gpt2/quirks");

public sealed class GptNeoBaseEdgeLaws() : FamilyLaws<GptNeoBaseEdges, GptNeoBase>("gpt_neo/base");

public sealed class GptNeoBaseNodeLaws() : FamilyLaws<GptNeoBaseNodes, GptNeoBase>("gpt_neo/base");

public sealed class GptNeoXSerialEdgeLaws() : FamilyLaws<GptNeoXSerialEdges, GptNeoXSerial>("gpt_neox/serial");

public sealed class GptNeoXSerialNodeLaws() : FamilyLaws<GptNeoXSerialNodes, GptNeoXSerial>("gpt_neox/serial");

public sealed class GptJBaseEdgeLaws() : FamilyLaws<GptJBaseEdges, GptJBase>("gptj/base");

public sealed class GptJBaseNodeLaws() : FamilyLaws<GptJBaseNodes, GptJBase>("gptj/base");

public sealed class GraniteBaseEdgeLaws() : FamilyLaws<GraniteBaseEdges, GraniteBase>("granite/base");

public sealed class GraniteBaseNodeLaws() : FamilyLaws<GraniteBaseNodes, GraniteBase>("granite/base");

public sealed class LlamaBaseEdgeLaws() : FamilyLaws<LlamaBaseEdges, LlamaBase>("llama/base");

public sealed class LlamaBaseNodeLaws() : FamilyLaws<LlamaBaseNodes, LlamaBase>("llama/base");

public sealed class MistralBaseEdgeLaws() : FamilyLaws<MistralBaseEdges, MistralBase>("mistral/base");

public sealed class MistralBaseNodeLaws() : FamilyLaws<MistralBaseNodes, MistralBase>("mistral/base");

public sealed class OlmoBaseEdgeLaws() : FamilyLaws<OlmoBaseEdges, OlmoBase>("olmo/base")
{
    // Clipped projections have kinks, which a rule of few points does not see.
    protected override int IntegrationPoints => 400;
}

public sealed class OlmoBaseNodeLaws() : FamilyLaws<OlmoBaseNodes, OlmoBase>("olmo/base");

public sealed class Olmo2BaseEdgeLaws() : FamilyLaws<Olmo2BaseEdges, Olmo2Base>("olmo2/base");

public sealed class Olmo2BaseNodeLaws() : FamilyLaws<Olmo2BaseNodes, Olmo2Base>("olmo2/base");

public sealed class Olmo3BaseEdgeLaws() : FamilyLaws<Olmo3BaseEdges, Olmo3Base>("olmo3/base");

public sealed class Olmo3BaseNodeLaws() : FamilyLaws<Olmo3BaseNodes, Olmo3Base>("olmo3/base");

public sealed class OptBaseEdgeLaws() : FamilyLaws<OptBaseEdges, OptBase>("opt/base");

public sealed class OptBaseNodeLaws() : FamilyLaws<OptBaseNodes, OptBase>("opt/base");

public sealed class OptPostNormProjectedEdgeLaws()
    : FamilyLaws<OptPostNormProjectedEdges, OptPostNormProjected>("opt/post-norm-projected");

public sealed class OptPostNormProjectedNodeLaws()
    : FamilyLaws<OptPostNormProjectedNodes, OptPostNormProjected>("opt/post-norm-projected");

public sealed class PhiBaseEdgeLaws() : FamilyLaws<PhiBaseEdges, PhiBase>("phi/base");

public sealed class PhiBaseNodeLaws() : FamilyLaws<PhiBaseNodes, PhiBase>("phi/base");

public sealed class Phi3BaseEdgeLaws() : FamilyLaws<Phi3BaseEdges, Phi3Base>("phi3/base");

public sealed class Phi3BaseNodeLaws() : FamilyLaws<Phi3BaseNodes, Phi3Base>("phi3/base");

public sealed class Qwen2WindowEdgeLaws() : FamilyLaws<Qwen2WindowEdges, Qwen2Window>("qwen2/window");

public sealed class Qwen2WindowNodeLaws() : FamilyLaws<Qwen2WindowNodes, Qwen2Window>("qwen2/window");

public sealed class Qwen3BaseEdgeLaws() : FamilyLaws<Qwen3BaseEdges, Qwen3Base>("qwen3/base");

public sealed class Qwen3BaseNodeLaws() : FamilyLaws<Qwen3BaseNodes, Qwen3Base>("qwen3/base");

public sealed class SmolLm3BaseEdgeLaws() : FamilyLaws<SmolLm3BaseEdges, SmolLm3Base>("smollm3/base");

public sealed class SmolLm3BaseNodeLaws() : FamilyLaws<SmolLm3BaseNodes, SmolLm3Base>("smollm3/base");

public sealed class StableLmBaseEdgeLaws() : FamilyLaws<StableLmBaseEdges, StableLmBase>("stablelm/base");

public sealed class StableLmBaseNodeLaws() : FamilyLaws<StableLmBaseNodes, StableLmBase>("stablelm/base");

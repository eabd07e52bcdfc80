using Circuitry.Testing;

namespace Circuitry.Conformance;

/// <summary>The laws of every experiment on small models of every family, in float64.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
public abstract class FamilyLaws<TExperiment> : ExperimentLaws<TExperiment>
    where TExperiment : GraphExperiment
{
    protected override int Pairs => 3;

    protected override int SlowTests => 30;

    protected override int SlowEffects => 15;
}

public sealed class BloomBaseEdgeLaws : FamilyLaws<BloomBaseEdges>
{
    protected override BloomBaseEdges Make() => BloomBaseEdges.From(FamilyCases.Model<BloomBase>("bloom/base"));
}

public sealed class BloomBaseNodeLaws : FamilyLaws<BloomBaseNodes>
{
    protected override BloomBaseNodes Make() => BloomBaseNodes.From(FamilyCases.Model<BloomBase>("bloom/base"));
}

public sealed class BloomPostResidualEdgeLaws : FamilyLaws<BloomPostResidualEdges>
{
    protected override BloomPostResidualEdges Make() =>
        BloomPostResidualEdges.From(FamilyCases.Model<BloomPostResidual>("bloom/post-residual"));
}

public sealed class BloomPostResidualNodeLaws : FamilyLaws<BloomPostResidualNodes>
{
    protected override BloomPostResidualNodes Make() =>
        BloomPostResidualNodes.From(FamilyCases.Model<BloomPostResidual>("bloom/post-residual"));
}

public sealed class CohereBaseEdgeLaws : FamilyLaws<CohereBaseEdges>
{
    protected override CohereBaseEdges Make() => CohereBaseEdges.From(FamilyCases.Model<CohereBase>("cohere/base"));
}

public sealed class CohereBaseNodeLaws : FamilyLaws<CohereBaseNodes>
{
    protected override CohereBaseNodes Make() => CohereBaseNodes.From(FamilyCases.Model<CohereBase>("cohere/base"));
}

public sealed class Cohere2BaseEdgeLaws : FamilyLaws<Cohere2BaseEdges>
{
    protected override Cohere2BaseEdges Make() => Cohere2BaseEdges.From(FamilyCases.Model<Cohere2Base>("cohere2/base"));
}

public sealed class Cohere2BaseNodeLaws : FamilyLaws<Cohere2BaseNodes>
{
    protected override Cohere2BaseNodes Make() => Cohere2BaseNodes.From(FamilyCases.Model<Cohere2Base>("cohere2/base"));
}

public sealed class FalconFortyBEdgeLaws : FamilyLaws<FalconFortyBEdges>
{
    protected override FalconFortyBEdges Make() =>
        FalconFortyBEdges.From(FamilyCases.Model<FalconFortyB>("falcon/40b"));
}

public sealed class FalconFortyBNodeLaws : FamilyLaws<FalconFortyBNodes>
{
    protected override FalconFortyBNodes Make() =>
        FalconFortyBNodes.From(FamilyCases.Model<FalconFortyB>("falcon/40b"));
}

public sealed class FalconSevenBEdgeLaws : FamilyLaws<FalconSevenBEdges>
{
    protected override FalconSevenBEdges Make() => FalconSevenBEdges.From(FamilyCases.Model<FalconSevenB>("falcon/7b"));
}

public sealed class FalconSevenBNodeLaws : FamilyLaws<FalconSevenBNodes>
{
    protected override FalconSevenBNodes Make() => FalconSevenBNodes.From(FamilyCases.Model<FalconSevenB>("falcon/7b"));
}

public sealed class FalconRwEdgeLaws : FamilyLaws<FalconRwEdges>
{
    protected override FalconRwEdges Make() => FalconRwEdges.From(FamilyCases.Model<FalconRw>("falcon/rw"));
}

public sealed class FalconRwNodeLaws : FamilyLaws<FalconRwNodes>
{
    protected override FalconRwNodes Make() => FalconRwNodes.From(FamilyCases.Model<FalconRw>("falcon/rw"));
}

public sealed class GemmaBaseEdgeLaws : FamilyLaws<GemmaBaseEdges>
{
    protected override GemmaBaseEdges Make() => GemmaBaseEdges.From(FamilyCases.Model<GemmaBase>("gemma/base"));
}

public sealed class GemmaBaseNodeLaws : FamilyLaws<GemmaBaseNodes>
{
    protected override GemmaBaseNodes Make() => GemmaBaseNodes.From(FamilyCases.Model<GemmaBase>("gemma/base"));
}

public sealed class Gemma2BaseEdgeLaws : FamilyLaws<Gemma2BaseEdges>
{
    protected override Gemma2BaseEdges Make() => Gemma2BaseEdges.From(FamilyCases.Model<Gemma2Base>("gemma2/base"));
}

public sealed class Gemma2BaseNodeLaws : FamilyLaws<Gemma2BaseNodes>
{
    protected override Gemma2BaseNodes Make() => Gemma2BaseNodes.From(FamilyCases.Model<Gemma2Base>("gemma2/base"));
}

public sealed class Gemma3BaseEdgeLaws : FamilyLaws<Gemma3BaseEdges>
{
    protected override Gemma3BaseEdges Make() =>
        Gemma3BaseEdges.From(FamilyCases.Model<Gemma3Base>("gemma3_text/base"));
}

public sealed class Gemma3BaseNodeLaws : FamilyLaws<Gemma3BaseNodes>
{
    protected override Gemma3BaseNodes Make() =>
        Gemma3BaseNodes.From(FamilyCases.Model<Gemma3Base>("gemma3_text/base"));
}

public sealed class Gpt2QuirksEdgeLaws : FamilyLaws<Gpt2QuirksEdges>
{
    protected override Gpt2QuirksEdges Make() => Gpt2QuirksEdges.From(FamilyCases.Model<Gpt2Quirks>("gpt2/quirks"));
}

public sealed class Gpt2QuirksNodeLaws : FamilyLaws<Gpt2QuirksNodes>
{
    protected override Gpt2QuirksNodes Make() => Gpt2QuirksNodes.From(FamilyCases.Model<Gpt2Quirks>("gpt2/quirks"));
}

public sealed class GptNeoBaseEdgeLaws : FamilyLaws<GptNeoBaseEdges>
{
    protected override GptNeoBaseEdges Make() => GptNeoBaseEdges.From(FamilyCases.Model<GptNeoBase>("gpt_neo/base"));
}

public sealed class GptNeoBaseNodeLaws : FamilyLaws<GptNeoBaseNodes>
{
    protected override GptNeoBaseNodes Make() => GptNeoBaseNodes.From(FamilyCases.Model<GptNeoBase>("gpt_neo/base"));
}

public sealed class GptNeoXSerialEdgeLaws : FamilyLaws<GptNeoXSerialEdges>
{
    protected override GptNeoXSerialEdges Make() =>
        GptNeoXSerialEdges.From(FamilyCases.Model<GptNeoXSerial>("gpt_neox/serial"));
}

public sealed class GptNeoXSerialNodeLaws : FamilyLaws<GptNeoXSerialNodes>
{
    protected override GptNeoXSerialNodes Make() =>
        GptNeoXSerialNodes.From(FamilyCases.Model<GptNeoXSerial>("gpt_neox/serial"));
}

public sealed class GptJBaseEdgeLaws : FamilyLaws<GptJBaseEdges>
{
    protected override GptJBaseEdges Make() => GptJBaseEdges.From(FamilyCases.Model<GptJBase>("gptj/base"));
}

public sealed class GptJBaseNodeLaws : FamilyLaws<GptJBaseNodes>
{
    protected override GptJBaseNodes Make() => GptJBaseNodes.From(FamilyCases.Model<GptJBase>("gptj/base"));
}

public sealed class GraniteBaseEdgeLaws : FamilyLaws<GraniteBaseEdges>
{
    protected override GraniteBaseEdges Make() => GraniteBaseEdges.From(FamilyCases.Model<GraniteBase>("granite/base"));
}

public sealed class GraniteBaseNodeLaws : FamilyLaws<GraniteBaseNodes>
{
    protected override GraniteBaseNodes Make() => GraniteBaseNodes.From(FamilyCases.Model<GraniteBase>("granite/base"));
}

public sealed class LlamaBaseEdgeLaws : FamilyLaws<LlamaBaseEdges>
{
    protected override LlamaBaseEdges Make() => LlamaBaseEdges.From(FamilyCases.Model<LlamaBase>("llama/base"));
}

public sealed class LlamaBaseNodeLaws : FamilyLaws<LlamaBaseNodes>
{
    protected override LlamaBaseNodes Make() => LlamaBaseNodes.From(FamilyCases.Model<LlamaBase>("llama/base"));
}

public sealed class MistralBaseEdgeLaws : FamilyLaws<MistralBaseEdges>
{
    protected override MistralBaseEdges Make() => MistralBaseEdges.From(FamilyCases.Model<MistralBase>("mistral/base"));
}

public sealed class MistralBaseNodeLaws : FamilyLaws<MistralBaseNodes>
{
    protected override MistralBaseNodes Make() => MistralBaseNodes.From(FamilyCases.Model<MistralBase>("mistral/base"));
}

public sealed class OlmoBaseEdgeLaws : FamilyLaws<OlmoBaseEdges>
{
    // Clipped projections have kinks, which a rule of few points does not see.
    protected override int IntegrationPoints => 400;

    protected override OlmoBaseEdges Make() => OlmoBaseEdges.From(FamilyCases.Model<OlmoBase>("olmo/base"));
}

public sealed class OlmoBaseNodeLaws : FamilyLaws<OlmoBaseNodes>
{
    protected override OlmoBaseNodes Make() => OlmoBaseNodes.From(FamilyCases.Model<OlmoBase>("olmo/base"));
}

public sealed class Olmo2BaseEdgeLaws : FamilyLaws<Olmo2BaseEdges>
{
    protected override Olmo2BaseEdges Make() => Olmo2BaseEdges.From(FamilyCases.Model<Olmo2Base>("olmo2/base"));
}

public sealed class Olmo2BaseNodeLaws : FamilyLaws<Olmo2BaseNodes>
{
    protected override Olmo2BaseNodes Make() => Olmo2BaseNodes.From(FamilyCases.Model<Olmo2Base>("olmo2/base"));
}

public sealed class Olmo3BaseEdgeLaws : FamilyLaws<Olmo3BaseEdges>
{
    protected override Olmo3BaseEdges Make() => Olmo3BaseEdges.From(FamilyCases.Model<Olmo3Base>("olmo3/base"));
}

public sealed class Olmo3BaseNodeLaws : FamilyLaws<Olmo3BaseNodes>
{
    protected override Olmo3BaseNodes Make() => Olmo3BaseNodes.From(FamilyCases.Model<Olmo3Base>("olmo3/base"));
}

public sealed class OptBaseEdgeLaws : FamilyLaws<OptBaseEdges>
{
    protected override OptBaseEdges Make() => OptBaseEdges.From(FamilyCases.Model<OptBase>("opt/base"));
}

public sealed class OptBaseNodeLaws : FamilyLaws<OptBaseNodes>
{
    protected override OptBaseNodes Make() => OptBaseNodes.From(FamilyCases.Model<OptBase>("opt/base"));
}

public sealed class OptPostNormProjectedEdgeLaws : FamilyLaws<OptPostNormProjectedEdges>
{
    protected override OptPostNormProjectedEdges Make() =>
        OptPostNormProjectedEdges.From(FamilyCases.Model<OptPostNormProjected>("opt/post-norm-projected"));
}

public sealed class OptPostNormProjectedNodeLaws : FamilyLaws<OptPostNormProjectedNodes>
{
    protected override OptPostNormProjectedNodes Make() =>
        OptPostNormProjectedNodes.From(FamilyCases.Model<OptPostNormProjected>("opt/post-norm-projected"));
}

public sealed class PhiBaseEdgeLaws : FamilyLaws<PhiBaseEdges>
{
    protected override PhiBaseEdges Make() => PhiBaseEdges.From(FamilyCases.Model<PhiBase>("phi/base"));
}

public sealed class PhiBaseNodeLaws : FamilyLaws<PhiBaseNodes>
{
    protected override PhiBaseNodes Make() => PhiBaseNodes.From(FamilyCases.Model<PhiBase>("phi/base"));
}

public sealed class Phi3BaseEdgeLaws : FamilyLaws<Phi3BaseEdges>
{
    protected override Phi3BaseEdges Make() => Phi3BaseEdges.From(FamilyCases.Model<Phi3Base>("phi3/base"));
}

public sealed class Phi3BaseNodeLaws : FamilyLaws<Phi3BaseNodes>
{
    protected override Phi3BaseNodes Make() => Phi3BaseNodes.From(FamilyCases.Model<Phi3Base>("phi3/base"));
}

public sealed class Qwen2WindowEdgeLaws : FamilyLaws<Qwen2WindowEdges>
{
    protected override Qwen2WindowEdges Make() => Qwen2WindowEdges.From(FamilyCases.Model<Qwen2Window>("qwen2/window"));
}

public sealed class Qwen2WindowNodeLaws : FamilyLaws<Qwen2WindowNodes>
{
    protected override Qwen2WindowNodes Make() => Qwen2WindowNodes.From(FamilyCases.Model<Qwen2Window>("qwen2/window"));
}

public sealed class Qwen3BaseEdgeLaws : FamilyLaws<Qwen3BaseEdges>
{
    protected override Qwen3BaseEdges Make() => Qwen3BaseEdges.From(FamilyCases.Model<Qwen3Base>("qwen3/base"));
}

public sealed class Qwen3BaseNodeLaws : FamilyLaws<Qwen3BaseNodes>
{
    protected override Qwen3BaseNodes Make() => Qwen3BaseNodes.From(FamilyCases.Model<Qwen3Base>("qwen3/base"));
}

public sealed class SmolLm3BaseEdgeLaws : FamilyLaws<SmolLm3BaseEdges>
{
    protected override SmolLm3BaseEdges Make() => SmolLm3BaseEdges.From(FamilyCases.Model<SmolLm3Base>("smollm3/base"));
}

public sealed class SmolLm3BaseNodeLaws : FamilyLaws<SmolLm3BaseNodes>
{
    protected override SmolLm3BaseNodes Make() => SmolLm3BaseNodes.From(FamilyCases.Model<SmolLm3Base>("smollm3/base"));
}

public sealed class StableLmBaseEdgeLaws : FamilyLaws<StableLmBaseEdges>
{
    protected override StableLmBaseEdges Make() =>
        StableLmBaseEdges.From(FamilyCases.Model<StableLmBase>("stablelm/base"));
}

public sealed class StableLmBaseNodeLaws : FamilyLaws<StableLmBaseNodes>
{
    protected override StableLmBaseNodes Make() =>
        StableLmBaseNodes.From(FamilyCases.Model<StableLmBase>("stablelm/base"));
}

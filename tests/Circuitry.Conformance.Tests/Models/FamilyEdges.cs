namespace Circuitry.Conformance;

// Edges of a small model of each family.

[
    Experiment,
    Model<BloomBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class BloomBaseEdges;

[
    Experiment,
    Model<BloomPostResidual>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class BloomPostResidualEdges;

[
    Experiment,
    Model<CohereBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class CohereBaseEdges;

[
    Experiment,
    Model<Cohere2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Cohere2BaseEdges;

[
    Experiment,
    Model<FalconFortyB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class FalconFortyBEdges;

[
    Experiment,
    Model<FalconSevenB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class FalconSevenBEdges;

[
    Experiment,
    Model<FalconRw>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class FalconRwEdges;

[
    Experiment,
    Model<GemmaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GemmaBaseEdges;

[
    Experiment,
    Model<Gemma2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Gemma2BaseEdges;

[
    Experiment,
    Model<Gemma3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Gemma3BaseEdges;

[
    Experiment,
    Model<Gpt2Quirks>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Gpt2QuirksEdges;

[
    Experiment,
    Model<GptNeoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GptNeoBaseEdges;

[
    Experiment,
    Model<GptNeoXSerial>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GptNeoXSerialEdges;

[
    Experiment,
    Model<GptJBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GptJBaseEdges;

[
    Experiment,
    Model<GraniteBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GraniteBaseEdges;

[
    Experiment,
    Model<LlamaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class LlamaBaseEdges;

[
    Experiment,
    Model<MistralBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class MistralBaseEdges;

[
    Experiment,
    Model<OlmoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class OlmoBaseEdges;

[
    Experiment,
    Model<Olmo2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Olmo2BaseEdges;

[
    Experiment,
    Model<Olmo3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Olmo3BaseEdges;

[
    Experiment,
    Model<OptBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class OptBaseEdges;

[
    Experiment,
    Model<OptPostNormProjected>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class OptPostNormProjectedEdges;

[
    Experiment,
    Model<PhiBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class PhiBaseEdges;

[
    Experiment,
    Model<Phi3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Phi3BaseEdges;

[
    Experiment,
    Model<Qwen2Window>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Qwen2WindowEdges;

[
    Experiment,
    Model<Qwen3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class Qwen3BaseEdges;

[
    Experiment,
    Model<SmolLm3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class SmolLm3BaseEdges;

[
    Experiment,
    Model<StableLmBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class StableLmBaseEdges;

namespace Circuitry.Conformance;

// Nodes of a small model of each family.

[
    Experiment,
    Model<BloomBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class BloomBaseNodes;

[
    Experiment,
    Model<BloomPostResidual>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class BloomPostResidualNodes;

[
    Experiment,
    Model<CohereBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class CohereBaseNodes;

[
    Experiment,
    Model<Cohere2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Cohere2BaseNodes;

[
    Experiment,
    Model<FalconFortyB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class FalconFortyBNodes;

[
    Experiment,
    Model<FalconSevenB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class FalconSevenBNodes;

[
    Experiment,
    Model<FalconRw>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class FalconRwNodes;

[
    Experiment,
    Model<GemmaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class GemmaBaseNodes;

[
    Experiment,
    Model<Gemma2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Gemma2BaseNodes;

[
    Experiment,
    Model<Gemma3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Gemma3BaseNodes;

[
    Experiment,
    Model<Gpt2Quirks>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Gpt2QuirksNodes;

[
    Experiment,
    Model<GptNeoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class GptNeoBaseNodes;

[
    Experiment,
    Model<GptNeoXSerial>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class GptNeoXSerialNodes;

[
    Experiment,
    Model<GptJBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class GptJBaseNodes;

[
    Experiment,
    Model<GraniteBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class GraniteBaseNodes;

[
    Experiment,
    Model<LlamaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class LlamaBaseNodes;

[
    Experiment,
    Model<MistralBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class MistralBaseNodes;

[
    Experiment,
    Model<OlmoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class OlmoBaseNodes;

[
    Experiment,
    Model<Olmo2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Olmo2BaseNodes;

[
    Experiment,
    Model<Olmo3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Olmo3BaseNodes;

[
    Experiment,
    Model<OptBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class OptBaseNodes;

[
    Experiment,
    Model<OptPostNormProjected>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class OptPostNormProjectedNodes;

[
    Experiment,
    Model<PhiBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class PhiBaseNodes;

[
    Experiment,
    Model<Phi3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Phi3BaseNodes;

[
    Experiment,
    Model<Qwen2Window>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Qwen2WindowNodes;

[
    Experiment,
    Model<Qwen3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class Qwen3BaseNodes;

[
    Experiment,
    Model<SmolLm3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class SmolLm3BaseNodes;

[
    Experiment,
    Model<StableLmBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class StableLmBaseNodes;

namespace Circuitry.Conformance;

// Features of a small model of each family.

[
    Experiment,
    Model<BloomBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-36-wide/dictionaries.json")]
public sealed partial class BloomBaseFeatures;

[
    Experiment,
    Model<BloomPostResidual>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-32-wide/dictionaries.json")]
public sealed partial class BloomPostResidualFeatures;

[
    Experiment,
    Model<CohereBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-32-wide/dictionaries.json")]
public sealed partial class CohereBaseFeatures;

[
    Experiment,
    Model<Cohere2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("4-blocks-32-wide/dictionaries.json")]
public sealed partial class Cohere2BaseFeatures;

[
    Experiment,
    Model<FalconFortyB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class FalconFortyBFeatures;

[
    Experiment,
    Model<FalconSevenB>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-32-wide/dictionaries.json")]
public sealed partial class FalconSevenBFeatures;

[
    Experiment,
    Model<FalconRw>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-32-wide/dictionaries.json")]
public sealed partial class FalconRwFeatures;

[
    Experiment,
    Model<GemmaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class GemmaBaseFeatures;

[
    Experiment,
    Model<Gemma2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("4-blocks-32-wide/dictionaries.json")]
public sealed partial class Gemma2BaseFeatures;

[
    Experiment,
    Model<Gemma3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("7-blocks-32-wide/dictionaries.json")]
public sealed partial class Gemma3BaseFeatures;

[
    Experiment,
    Model<Gpt2Quirks>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class Gpt2QuirksFeatures;

[
    Experiment,
    Model<GptNeoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("4-blocks-32-wide/dictionaries.json")]
public sealed partial class GptNeoBaseFeatures;

[
    Experiment,
    Model<GptNeoXSerial>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-64-wide/dictionaries.json")]
public sealed partial class GptNeoXSerialFeatures;

[
    Experiment,
    Model<GptJBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class GptJBaseFeatures;

[
    Experiment,
    Model<GraniteBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class GraniteBaseFeatures;

[
    Experiment,
    Model<LlamaBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class LlamaBaseFeatures;

[
    Experiment,
    Model<MistralBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class MistralBaseFeatures;

[
    Experiment,
    Model<OlmoBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class OlmoBaseFeatures;

[
    Experiment,
    Model<Olmo2Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class Olmo2BaseFeatures;

[
    Experiment,
    Model<Olmo3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("4-blocks-32-wide/dictionaries.json")]
public sealed partial class Olmo3BaseFeatures;

[
    Experiment,
    Model<OptBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class OptBaseFeatures;

[
    Experiment,
    Model<OptPostNormProjected>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-32-wide/dictionaries.json")]
public sealed partial class OptPostNormProjectedFeatures;

[
    Experiment,
    Model<PhiBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class PhiBaseFeatures;

[
    Experiment,
    Model<Phi3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class Phi3BaseFeatures;

[
    Experiment,
    Model<Qwen2Window>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class Qwen2WindowFeatures;

[
    Experiment,
    Model<Qwen3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("3-blocks-32-wide/dictionaries.json")]
public sealed partial class Qwen3BaseFeatures;

[
    Experiment,
    Model<SmolLm3Base>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("4-blocks-32-wide/dictionaries.json")]
public sealed partial class SmolLm3BaseFeatures;

[
    Experiment,
    Model<StableLmBase>,
    Dataset<FamilyPairs>(Size = 3, Seed = 5),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Feature), Dictionaries("2-blocks-64-wide/dictionaries.json")]
public sealed partial class StableLmBaseFeatures;

using Circuitry.Testing;

namespace Circuitry.Tests;

// The laws of every experiment, on models of every switch of the forward pass.

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GemmaEdgeStudy;

public sealed class GemmaEdgeLaws : ExperimentLaws<GemmaEdgeStudy>
{
    protected override GemmaEdgeStudy Make() => GemmaEdgeStudy.From(SmallModels.Make<LikeGemma>());
}

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class GemmaNodeStudy;

public sealed class GemmaNodeLaws : ExperimentLaws<GemmaNodeStudy>
{
    protected override GemmaNodeStudy Make() => GemmaNodeStudy.From(SmallModels.Make<LikeGemma>());
}

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Mean),
    Metric<LogitDifference>
]
[Granularity(Granularity.Neuron)]
public sealed partial class GemmaNeuronStudy;

public sealed class GemmaNeuronLaws : ExperimentLaws<GemmaNeuronStudy>
{
    protected override GemmaNeuronStudy Make() => GemmaNeuronStudy.From(SmallModels.Make<LikeGemma>());
}

[Experiment, Model<LikeOlmo>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class OlmoEdgeStudy;

public sealed class OlmoEdgeLaws : ExperimentLaws<OlmoEdgeStudy>
{
    protected override OlmoEdgeStudy Make() => OlmoEdgeStudy.From(SmallModels.Make<LikeOlmo>());
}

[
    Experiment,
    Model<LikeOlmo>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class OlmoNodeStudy;

public sealed class OlmoNodeLaws : ExperimentLaws<OlmoNodeStudy>
{
    protected override OlmoNodeStudy Make() => OlmoNodeStudy.From(SmallModels.Make<LikeOlmo>());
}

[
    Experiment,
    Model<LikeBloom>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class BloomEdgeStudy;

public sealed class BloomEdgeLaws : ExperimentLaws<BloomEdgeStudy>
{
    protected override BloomEdgeStudy Make() => BloomEdgeStudy.From(SmallModels.Make<LikeBloom>());
}

[
    Experiment,
    Model<LikeBloom>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Mean),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class BloomNodeStudy;

public sealed class BloomNodeLaws : ExperimentLaws<BloomNodeStudy>
{
    protected override BloomNodeStudy Make() => BloomNodeStudy.From(SmallModels.Make<LikeBloom>());
}

[
    Experiment,
    Model<LikeOpt>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class OptEdgeStudy;

public sealed class OptEdgeLaws : ExperimentLaws<OptEdgeStudy>
{
    protected override OptEdgeStudy Make() => OptEdgeStudy.From(SmallModels.Make<LikeOpt>());
}

[Experiment, Model<LikeOpt>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Neuron)]
public sealed partial class OptNeuronStudy;

public sealed class OptNeuronLaws : ExperimentLaws<OptNeuronStudy>
{
    protected override OptNeuronStudy Make() => OptNeuronStudy.From(SmallModels.Make<LikeOpt>());
}

[
    Experiment,
    Model<LikeCohere>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class CohereEdgeStudy;

public sealed class CohereEdgeLaws : ExperimentLaws<CohereEdgeStudy>
{
    protected override CohereEdgeStudy Make() => CohereEdgeStudy.From(SmallModels.Make<LikeCohere>());
}

[
    Experiment,
    Model<LikeCohere>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class CohereNodeStudy;

public sealed class CohereNodeLaws : ExperimentLaws<CohereNodeStudy>
{
    protected override CohereNodeStudy Make() => CohereNodeStudy.From(SmallModels.Make<LikeCohere>());
}

[Experiment, Model<LikePhi>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Mean), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class PhiEdgeStudy;

public sealed class PhiEdgeLaws : ExperimentLaws<PhiEdgeStudy>
{
    protected override PhiEdgeStudy Make() => PhiEdgeStudy.From(SmallModels.Make<LikePhi>());
}

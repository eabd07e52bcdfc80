using Circuitry.Testing;

namespace Circuitry.Tests;

/// <summary>The laws of every experiment, on models of every switch of the forward pass.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">Its model.</typeparam>
public abstract class SwitchLaws<TExperiment, TModel> : ExperimentLaws<TExperiment>
    where TModel : TransformerModel, ITransformer<TModel>
    where TExperiment : GraphExperiment<TModel>, IGraphExperiment<TExperiment, TModel>
{
    protected override TExperiment Make() => TExperiment.From(SmallModels.Make<TModel>());
}

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class GemmaEdgeStudy;

public sealed class GemmaEdgeLaws : SwitchLaws<GemmaEdgeStudy, LikeGemma>;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class GemmaNodeStudy;

public sealed class GemmaNodeLaws : SwitchLaws<GemmaNodeStudy, LikeGemma>;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Mean),
    Metric<LogitDifference>
]
[Granularity(Granularity.Neuron)]
public sealed partial class GemmaNeuronStudy;

public sealed class GemmaNeuronLaws : SwitchLaws<GemmaNeuronStudy, LikeGemma>;

[Experiment, Model<LikeOlmo>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class OlmoEdgeStudy;

public sealed class OlmoEdgeLaws : SwitchLaws<OlmoEdgeStudy, LikeOlmo>;

[
    Experiment,
    Model<LikeOlmo>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class OlmoNodeStudy;

public sealed class OlmoNodeLaws : SwitchLaws<OlmoNodeStudy, LikeOlmo>;

[
    Experiment,
    Model<LikeBloom>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class BloomEdgeStudy;

public sealed class BloomEdgeLaws : SwitchLaws<BloomEdgeStudy, LikeBloom>;

[
    Experiment,
    Model<LikeBloom>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Mean),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class BloomNodeStudy;

public sealed class BloomNodeLaws : SwitchLaws<BloomNodeStudy, LikeBloom>;

[
    Experiment,
    Model<LikeOpt>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class OptEdgeStudy;

public sealed class OptEdgeLaws : SwitchLaws<OptEdgeStudy, LikeOpt>;

[Experiment, Model<LikeOpt>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Neuron)]
public sealed partial class OptNeuronStudy;

public sealed class OptNeuronLaws : SwitchLaws<OptNeuronStudy, LikeOpt>;

[
    Experiment,
    Model<LikeCohere>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Edge)]
public sealed partial class CohereEdgeStudy;

public sealed class CohereEdgeLaws : SwitchLaws<CohereEdgeStudy, LikeCohere>;

[
    Experiment,
    Model<LikeCohere>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Zero),
    Metric<LogitDifference>
]
[Granularity(Granularity.Node)]
public sealed partial class CohereNodeStudy;

public sealed class CohereNodeLaws : SwitchLaws<CohereNodeStudy, LikeCohere>;

[Experiment, Model<LikePhi>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Mean), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class PhiEdgeStudy;

public sealed class PhiEdgeLaws : SwitchLaws<PhiEdgeStudy, LikePhi>;

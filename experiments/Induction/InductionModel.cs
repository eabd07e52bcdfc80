namespace Circuitry.Experiments;

/// <summary>Two layers of attention and nothing else, trained to continue patterns it has seen once.</summary>
[Transformer(
    Layers = 2,
    Heads = 4,
    ModelWidth = 64,
    HeadWidth = 16,
    Context = 40,
    Vocabulary = 40,
    Normalization = Normalization.LayerNorm,
    Positions = PositionEmbedding.Learned,
    Weights = "Induction/weights"
)]
public sealed partial class InductionModel;

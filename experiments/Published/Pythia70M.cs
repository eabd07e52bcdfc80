namespace Circuitry.Experiments;

/// <summary>Pythia-70M: 6 layers of 8 heads, attention and MLP side by side.</summary>
[Transformer("Published/pythia-70m/config.json", Weights = "EleutherAI/pythia-70m-deduped")]
public sealed partial class Pythia70M;

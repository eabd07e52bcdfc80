namespace Circuitry.Experiments;

/// <summary>Llama 3.2 1B: 16 layers of 32 heads, four to a key and value head.</summary>
[Transformer("Published/llama-3.2-1b/config.json", Weights = "meta-llama/Llama-3.2-1B")]
public sealed partial class Llama1B;

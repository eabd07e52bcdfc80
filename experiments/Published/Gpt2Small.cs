namespace Circuitry.Experiments;

/// <summary>GPT-2 small: 12 layers of 12 heads, 124 million parameters.</summary>
[Transformer("Published/gpt2/config.json", Weights = "openai-community/gpt2")]
public sealed partial class Gpt2Small;

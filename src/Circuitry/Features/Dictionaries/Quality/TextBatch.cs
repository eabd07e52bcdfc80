namespace Circuitry.Features;

/// <summary>Texts that a model reads and whose tokens it foretells.</summary>
/// <param name="Prompts">The texts.</param>
/// <param name="Given">How many tokens each text begins with that nothing foretells, at least 1; null for 1 each.</param>
public sealed record TextBatch(Prompts Prompts, IReadOnlyList<int>? Given = null);

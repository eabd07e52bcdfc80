namespace Circuitry.Features;

/// <summary>A batch of texts whose tokens a model predicts.</summary>
/// <param name="Prompts">The texts.</param>
/// <param name="Given">How many tokens at the start of each text are given and not predicted, at least 1; null for 1 each.</param>
public sealed record TextBatch(Prompts Prompts, IReadOnlyList<int>? Given = null);

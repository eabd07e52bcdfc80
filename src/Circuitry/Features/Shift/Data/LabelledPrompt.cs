namespace Circuitry.Features.Shift;

/// <summary>A text with the label that a classifier should predict and one that it should ignore.</summary>
/// <param name="Tokens">The token ids.</param>
/// <param name="Label">The intended label, 0 or 1.</param>
/// <param name="Spurious">The unintended label, 0 or 1.</param>
public readonly record struct LabelledPrompt(IReadOnlyList<int> Tokens, int Label, int Spurious);

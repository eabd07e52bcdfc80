using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>A text with the label that a classifier should predict and one that it should ignore.</summary>
/// <param name="Tokens">The token ids.</param>
/// <param name="Label">The intended label, 0 or 1.</param>
/// <param name="Spurious">The unintended label, 0 or 1.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct LabelledPrompt(IReadOnlyList<int> Tokens, int Label, int Spurious)
{
    /// <summary>Tokens and labels.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{TokenList.Of(Tokens)}, label {Label}, unintended {Spurious}");
}

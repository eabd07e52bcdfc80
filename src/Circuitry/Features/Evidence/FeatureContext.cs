using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>A stretch of text in which a feature is active.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record FeatureContext
{
    /// <summary>The tokens' texts.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Which of the tokens has the largest activation of its sequence.</summary>
    public required int Index { get; init; }

    /// <summary>The activation at each of the tokens.</summary>
    public required IReadOnlyList<double> Activations { get; init; }

    /// <summary>The largest activation.</summary>
    public double Activation => Activations[Index];

    /// <summary>The text with the activating token between ⟦ and ⟧.</summary>
    public override string ToString() =>
        VisibleText.Of($"{string.Concat(Tokens.Take(Index))}⟦{Tokens[Index]}⟧{string.Concat(Tokens.Skip(Index + 1))}");
}

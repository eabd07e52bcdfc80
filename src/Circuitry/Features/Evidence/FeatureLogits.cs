using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>
/// The direct effect of a feature on the logits, through nothing but the final norm and the unembedding: for a direction d in the
/// residual stream ((d - mean(d)) * scale) W_U, where mean and scale are left out in models whose final norm has none.
/// </summary>
/// <remarks>
/// d is the decoder direction, times W_O at <c>hook_z</c> and times W_out at <c>hook_post</c>. Biases are left out, and so is
/// what the final norm, and a dictionary that normalizes its input, multiplies by: it is positive, the same for all tokens,
/// and differs from text to text. The order of the tokens is the same in every text; the numbers compare tokens of one feature.
/// </remarks>
/// <param name="Promoted">The tokens of the largest logits, the largest first, equal ones by id.</param>
/// <param name="Suppressed">The tokens of the smallest logits, the smallest first, equal ones by id.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record FeatureLogits(IReadOnlyList<TokenLogit> Promoted, IReadOnlyList<TokenLogit> Suppressed)
{
    /// <summary>Promoted and suppressed tokens.</summary>
    public override string ToString() =>
        $"promotes {string.Join(", ", Promoted)}; suppresses {string.Join(", ", Suppressed)}";
}

/// <summary>A token's text and its logit.</summary>
/// <param name="Text">The text.</param>
/// <param name="Logit">The logit.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct TokenLogit(string Text, double Logit)
{
    /// <summary>The token's text and its logit.</summary>
    public override string ToString() => FormattableString.Invariant($"\"{VisibleText.Of(Text)}\" {Logit:G4}");
}

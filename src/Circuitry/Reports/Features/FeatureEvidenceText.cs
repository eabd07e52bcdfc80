using System.Text;
using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Evidence as plain text, for a terminal.</summary>
public static class FeatureEvidenceText
{
    /// <summary>
    /// Evidence as lines: the node with effect, density and mean; promoted and suppressed tokens; and each context with the
    /// activating token between ⟦ and ⟧.
    /// </summary>
    public static string ToText(FeatureEvidence evidence)
    {
        var text = new StringBuilder();
        text.Append(
            Invariant(
                $"{evidence.Node}  effect {evidence.Effect:G6}  density {evidence.Density:G3} of {Counted.Of(evidence.Tokens, "token")}  mean {evidence.Mean:G3}\n"
            )
        );
        if (evidence.Logits is { } logits)
        {
            text.Append("  promotes    ").Append(Tokens(logits.Promoted)).Append('\n');
            text.Append("  suppresses  ").Append(Tokens(logits.Suppressed)).Append('\n');
        }

        foreach (var context in evidence.Contexts)
        {
            text.Append(Invariant($"  {context.Activation, 8:G3}  {Marked(context)}\n"));
        }

        return text.ToString();
    }

    private static string Tokens(IEnumerable<TokenLogit> tokens) =>
        string.Join(", ", tokens.Select(token => Invariant($"\"{VisibleText.Of(token.Text)}\" {token.Logit:G3}")));

    private static string Marked(FeatureContext context) =>
        string.Concat(
            context.Tokens.Select(
                (token, index) => index == context.Index ? $"⟦{VisibleText.Of(token)}⟧" : VisibleText.Of(token)
            )
        );
}

using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>A page's table of nodes and their evidence.</summary>
internal static class FeatureNodeTable
{
    /// <summary>Contexts that are shown at once; the others wait to be asked for.</summary>
    private const int Open = 3;

    public static string ToText(FeatureCircuit circuit, IReadOnlyList<FeatureEvidence> evidence)
    {
        var byNode = evidence.DistinctBy(of => of.Node).ToDictionary(of => of.Node);
        return Html.Table(
            "nodes",
            ["node", "score", "active", "mean", "tokens", "where it is most active"],
            FeatureOrder
                .ByEffect(circuit.Nodes)
                .Select(scored =>
                    (
                        $"<tr id=\"{Html.Anchor(scored.Node)}\">",
                        (IReadOnlyList<string>)
                            [
                                $"<b title=\"{Html.Text(scored.Node.Name)}\">{Html.Text(scored.Node.ToString())}</b>",
                                $"<span class=\"{(scored.Score < 0 ? "lowers" : "raises")}\">{CircuitText.Number(scored.Score)}</span>",
                                .. Cells(byNode.GetValueOrDefault(scored.Node)),
                            ]
                    )
                )
        );
    }

    /// <summary>A link to a node's row.</summary>
    public static string Link(FeatureNode node) => $"<a href=\"#{Html.Anchor(node)}\">{Html.Text(node.ToString())}</a>";

    private static string[] Cells(FeatureEvidence? evidence) =>
        evidence is null
            ? ["", "", "", ""]
            :
            [
                Invariant($"{100 * evidence.Density:G3} %"),
                Invariant($"{evidence.Mean:G3}"),
                evidence.Logits is null
                    ? ""
                    : $"<p>promotes {Tokens(evidence.Logits.Promoted)}</p><p>suppresses {Tokens(evidence.Logits.Suppressed)}</p>",
                Contexts(evidence.Contexts),
            ];

    private static string Tokens(IEnumerable<TokenLogit> tokens) =>
        string.Join(
            " ",
            tokens.Select(token => Invariant($"<code title=\"{token.Logit:G3}\">{Html.Text(token.Text)}</code>"))
        );

    private static string Contexts(IReadOnlyList<FeatureContext> contexts)
    {
        var text = new StringBuilder();
        foreach (var context in contexts.Take(Open))
        {
            Context(text, context);
        }

        if (contexts.Count > Open)
        {
            text.Append(CultureInfo.InvariantCulture, $"<details><summary>{contexts.Count - Open} more</summary>");
            foreach (var context in contexts.Skip(Open))
            {
                Context(text, context);
            }

            text.Append("</details>");
        }

        return text.ToString();
    }

    /// <summary>A line of tokens, shaded by their activations, the activating one marked.</summary>
    private static void Context(StringBuilder text, FeatureContext context)
    {
        text.Append(CultureInfo.InvariantCulture, $"<div class=\"context\"><i>{context.Activation:G3}</i>");
        foreach (var (index, token) in context.Tokens.Index())
        {
            var activation = context.Activations[index];
            if (activation == 0)
            {
                text.Append(Html.Text(token));
                continue;
            }

            var tag = index == context.Index ? "mark" : "span";
            var shade = activation > 0 ? Ink.Share(activation, context.Activation) : 0;
            text.Append(
                CultureInfo.InvariantCulture,
                $"<{tag} style=\"--a:{shade:0.##}\" title=\"{activation:G3}\">{Html.Text(token)}</{tag}>"
            );
        }

        text.Append("</div>");
    }
}

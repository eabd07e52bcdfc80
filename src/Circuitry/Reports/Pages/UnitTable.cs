using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>A page's table of units and their evidence.</summary>
internal sealed class UnitTable
{
    /// <summary>Contexts that are shown at once; the others wait to be asked for.</summary>
    private const int Open = 3;

    private readonly CircuitView _view;
    private readonly ViewedUnit[] _listed;
    private readonly HashSet<int> _anchors;

    /// <summary>Lists the strongest units of a circuit.</summary>
    /// <param name="view">The circuit.</param>
    /// <param name="most">How many units are listed at most.</param>
    public UnitTable(CircuitView view, int most)
    {
        (_view, _listed) = (view, [.. view.Units.Take(most)]);
        _anchors = [.. _listed.Select(unit => unit.Index)];
    }

    public string ToText() =>
        Html.Table(
            "units",
            _view.HasEvidence
                ? ["unit", "score", "active", "mean", "tokens", "where it is most active"]
                : ["unit", "score"],
            _listed.Select(unit =>
                (
                    $"<tr id=\"{Html.Text(unit.ShortName)}\">",
                    (IReadOnlyList<string>)
                        [
                            $"<b title=\"{Html.Text(unit.Name)}\">{Html.Text(unit.ShortName)}</b>",
                            $"<span class=\"{(unit.Score < 0 ? "lowers" : "raises")}\">{CircuitText.Number(unit.Score)}</span>",
                            .. _view.HasEvidence ? Cells(unit.Evidence) : [],
                        ]
                )
            )
        );

    /// <summary>A node's name, as a link to its row where it has one.</summary>
    public string Link(DiagramNode node) => Link(node, Html.Text(node.Name));

    /// <summary>Something encoded, as a link to a node's row where it has one.</summary>
    public string Link(DiagramNode node, string text) =>
        node.Unit is { } unit && _anchors.Contains(unit) ? $"<a href=\"#{Html.Text(node.Name)}\">{text}</a>" : text;

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

using static System.FormattableString;

namespace Circuitry.Pipelines;

/// <summary>
/// The index page of a pipeline's circuits: the corpus, every cluster with contexts, and a link to its circuit. Like the circuits'
/// pages it needs no script and no network, and the same result gives the same bytes.
/// </summary>
internal static class PipelinePage
{
    private const int MostTokens = 40;

    /// <summary>Writes the index page next to the circuits' pages.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(
        PipelineResult result,
        TransformerModel model,
        string clusterer,
        PipelineOptions options,
        Func<int, string?> tokenText,
        string path
    ) => CircuitFile.Write(path, ToText(result, model, clusterer, options, tokenText));

    private static string ToText(
        PipelineResult result,
        TransformerModel model,
        string clusterer,
        PipelineOptions options,
        Func<int, string?> tokenText
    )
    {
        var texts = new TokenTexts(model.Architecture.Vocabulary, tokenText);
        var title = $"{model}: circuits of a corpus";
        return HtmlPage.ToText(
            title,
            title,
            Html.List(Rows(result, clusterer, options)),
            $"""
            <h2>Clusters</h2>
            <p>Contexts are those most like their cluster. The marked token is the one that the model predicts.</p>
            {Html.Table(
                "clusters",
                ["cluster", "contexts", "behaviours", "circuit", "most like it"],
                result.Clusters.Select(cluster =>
                    (Invariant($"<tr id=\"{cluster.FileName}\">"), Cells(cluster, options.ShownContexts, texts))
                )
            )}
            """
        );
    }

    private static IEnumerable<(string Name, string Value)> Rows(
        PipelineResult result,
        string clusterer,
        PipelineOptions options
    )
    {
        var sample = result.Sample;
        yield return ("texts", Invariant($"{sample.Texts}, of {Counted.Of(sample.Tokens, "token")}"));
        yield return (
            "predicted",
            Invariant($"{Counted.Of(sample.Predicted, "token")} with a loss below {options.Contexts.MaximumLoss} nats")
        );
        yield return (
            "left out",
            Invariant($"{Counted.Of(sample.Repeats, "repeat")} and {Counted.Of(sample.Phrases, "set phrase")}")
        );
        yield return ("contexts", Invariant($"{sample.Contexts.Count}, sampled with seed {options.Contexts.Seed}"));
        yield return ("vectors", VectorText(options.Vectors));
        yield return ("clusters", Invariant($"{result.Clustering.Count} by {clusterer}, seed {options.Seed}"));
        foreach (var trial in result.Clustering.Trials)
        {
            yield return (Invariant($"  silhouette of {trial.Clusters}"), CircuitText.Number(trial.Silhouette));
        }

        if (result.BehaviourAgreement is { } behaviours)
        {
            yield return ("adjusted Rand index, behaviours", CircuitText.Number(behaviours));
        }

        if (result.KindAgreement is { } kinds)
        {
            yield return ("adjusted Rand index, kinds of text", CircuitText.Number(kinds));
        }
    }

    private static string VectorText(VectorOptions vectors)
    {
        var what = vectors.Kind switch
        {
            VectorKind.LastActivations => "activations at the last position",
            VectorKind.MeanActivations => "mean activations",
            _ => "linear effects on the loss",
        };
        var where = vectors.Sites is { } sites ? string.Join(", ", sites.Select(site => site.ShortName)) : "all sites";
        return Invariant($"{what}, {where}, in at most {vectors.Columns} columns");
    }

    private static IReadOnlyList<string> Cells(ContextCluster cluster, int shown, TokenTexts texts) =>
        [
            $"<a href=\"{cluster.FileName}.html\">{cluster.Number}</a>",
            Invariant($"{cluster.Contexts.Count}"),
            string.Concat(
                cluster.Composition.Select(part => Invariant($"<p>{Html.Text(part.Behaviour)}: {part.Count}</p>"))
            ),
            Invariant(
                $"<p>{Counted.Of(cluster.Circuit.Kept.Count, "node")}</p><p>{Counted.Of(cluster.Circuit.Edges.Count, "edge")}</p><p>faithfulness {CircuitText.Number(cluster.Circuit.Measure.Faithfulness)}</p>"
            ),
            string.Concat(cluster.Contexts.Take(shown).Select(context => Context(context, texts))),
        ];

    private static string Context(CorpusContext context, TokenTexts texts)
    {
        var left = context.Tokens.Count > MostTokens ? "… " : "";
        var tokens = context.Tokens.TakeLast(MostTokens).Select(token => Html.Text(texts[token]));
        return $"<p class=\"context\">{left}{string.Concat(tokens)}<mark style=\"--a:1\">{Html.Text(texts[context.Next])}</mark></p>";
    }
}

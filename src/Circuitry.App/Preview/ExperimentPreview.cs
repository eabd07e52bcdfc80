using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>What an experiment is about to work on: its first pairs in readable tokens, how well the model answers them, and what looks wrong.</summary>
internal sealed class ExperimentPreview
{
    /// <summary>The most pairs that are looked at before a run: more would take time that nobody asked for.</summary>
    private const int MostPairs = 128;

    private readonly TokenWords _words;
    private readonly AnsweredPrompts _clean;
    private readonly AnsweredPrompts _corrupted;
    private readonly string _metric;
    private readonly int _all;

    private ExperimentPreview(
        TokenWords words,
        AnsweredPrompts clean,
        AnsweredPrompts corrupted,
        string metric,
        int all,
        IReadOnlyList<string> warnings
    ) => (_words, _clean, _corrupted, _metric, _all, Warnings) = (words, clean, corrupted, metric, all, warnings);

    /// <summary>What looks wrong, each naming the pair and the remedy; empty where nothing does.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Looks at an experiment on edges, nodes or neurons.</summary>
    public static ExperimentPreview Of(GraphExperiment experiment, TextTokenizer? tokenizer) =>
        Of(experiment.Transformer, experiment.Prompts, experiment.Metric, experiment.Ablation, tokenizer);

    /// <summary>Looks at a model and prompts.</summary>
    /// <exception cref="MetricException">The metric or a logit is not a number.</exception>
    public static ExperimentPreview Of(
        TransformerModel model,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation,
        TextTokenizer? tokenizer
    )
    {
        var looked =
            prompts.Count <= MostPairs
                ? prompts
                : PromptPairs.Of(prompts.Pairs.Take(MostPairs)).AveragedBy(prompts.MeanAlignment);
        var words = new TokenWords(tokenizer);
        var (clean, corrupted) = AnsweredPrompts.Of(model, looked, metric);
        return new(
            words,
            clean,
            corrupted,
            metric.Name,
            prompts.Count,
            PromptWarnings.Of(model.Architecture, clean, corrupted, metric, ablation, words)
        );
    }

    /// <summary>Prints the first pairs, how the model answers, and the warnings.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="pairs">The number of pairs to print.</param>
    public void Print(IScreen screen, int pairs = 3)
    {
        screen.Heading("prompts");
        screen.Table(
            ["pair", "clean", "corrupted", "answer", "instead of", "the model says"],
            [.. Enumerable.Range(0, Math.Min(pairs, _clean.Pairs.Count)).Select(Row)]
        );
        screen.Rows(Answers());
        foreach (var warning in Warnings)
        {
            screen.Line($"warning: {warning}");
        }
    }

    /// <summary>The pairs and numbers as a document.</summary>
    public JsonObject ToJson(int pairs) =>
        new()
        {
            ["pairs"] = _all,
            ["looked_at"] = _clean.Pairs.Count,
            ["metric"] = new JsonObject
            {
                ["name"] = _metric,
                ["clean"] = Number(_clean.Metric),
                ["corrupted"] = Number(_corrupted.Metric),
            },
            ["accuracy"] = Both(_clean.Accuracy, _corrupted.Accuracy),
            ["prefers_right"] = Both(_clean.Preference, _corrupted.Preference),
            ["prompts"] = new JsonArray([
                .. Enumerable
                    .Range(0, Math.Min(pairs, _clean.Pairs.Count))
                    .Select(i =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["clean"] = Tokens(_clean.Pairs.Pairs[i].Clean),
                                ["corrupted"] = Tokens(_clean.Pairs.Pairs[i].Corrupted),
                                ["answers"] = _words.Of(LastOf(_clean.Pairs.Pairs[i].Answers)),
                                ["wrong_answers"] = _words.Of(LastOf(_clean.Pairs.Pairs[i].WrongAnswers)),
                                ["says"] = _words.Of(_clean.Top[i].Token),
                                ["probability"] = Number(_clean.Top[i].Probability),
                            }
                    ),
            ]),
            ["warnings"] = new JsonArray([.. Warnings.Select(warning => (JsonNode)warning)]),
        };

    private JsonArray Tokens(IReadOnlyList<int> tokens) => [.. tokens.Select(token => (JsonNode)_words.Of(token))];

    private static JsonObject? Both(double? clean, double? corrupted) =>
        clean is null
            ? null
            : new JsonObject { ["clean"] = Number(clean.Value), ["corrupted"] = Number(corrupted!.Value) };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private IReadOnlyList<string> Row(int i)
    {
        var pair = _clean.Pairs.Pairs[i];
        var (token, probability) = _clean.Top[i];
        return
        [
            Invariant($"{i}"),
            _words.Text(pair.Clean),
            _words.Text(pair.Corrupted),
            _words.Of(LastOf(pair.Answers)),
            _words.Of(LastOf(pair.WrongAnswers)),
            Invariant($"{_words.Of(token)} {probability:0.00}"),
        ];
    }

    private IReadOnlyList<(string Name, string Value)> Answers() =>
        [
            (
                _clean.Pairs.Count == _all ? "pairs" : "pairs looked at",
                _clean.Pairs.Count == _all ? Invariant($"{_all}") : Invariant($"{_clean.Pairs.Count} of {_all}")
            ),
            .. _clean.Accuracy is { } accuracy
                ? new[]
                {
                    (
                        "first choice is an answer",
                        Invariant($"{accuracy:0.0%} on clean prompts, {_corrupted.Accuracy:0.0%} on corrupted ones")
                    ),
                }
                : [],
            .. _clean.Preference is { } preference
                ? new[]
                {
                    (
                        "right likelier than wrong",
                        Invariant($"{preference:0.0%} on clean prompts, {_corrupted.Preference:0.0%} on corrupted ones")
                    ),
                }
                : [],
            (
                _metric,
                $"{CircuitText.Number(_clean.Metric)} on clean prompts, {CircuitText.Number(_corrupted.Metric)} on corrupted ones"
            ),
        ];

    private static IReadOnlyList<int> LastOf(IReadOnlyList<IReadOnlyList<int>> answers) =>
        answers.Count == 0 ? [] : answers[^1];
}

using System.Reflection;

namespace Circuitry;

/// <summary>Checks data sets and metrics against their attributes, on which the compiler has relied.</summary>
internal static class DatasetContract
{
    /// <summary>Which answer tokens a metric's class says that it needs.</summary>
    public static AnswerTokens NeededBy(Type metric) =>
        metric.GetCustomAttribute<MetricNeedsAttribute>(inherit: false)?.Answers ?? AnswerTokens.Unsaid;

    /// <exception cref="PromptException">The request lacks something that the data set needs.</exception>
    public static void CheckRequest(Type dataset, DatasetRequest request)
    {
        if (dataset.GetCustomAttribute<DatasetNeedsAttribute>(inherit: false) is not { } needs)
        {
            return;
        }

        var a = request.Architecture;
        Require(dataset, "a Size", needs.Size, request.Size, "[Dataset] asks for");
        Require(dataset, "a context", needs.Context, a.Context, "the model has");
        Require(dataset, "a vocabulary", needs.Vocabulary, a.Vocabulary, "the model has");
        Require(dataset, "an output vocabulary", needs.OutputVocabulary, a.OutputVocabulary, "the model has");
    }

    /// <exception cref="PromptException">The pairs differ from what the data set declares.</exception>
    public static void CheckPairs(Type dataset, DatasetRequest request, PromptPairs pairs)
    {
        if (dataset.GetCustomAttribute<DatasetMakesAttribute>(inherit: false) is not { } makes)
        {
            return;
        }

        var all = request.Size > 0 ? request.Size : makes.Pairs;
        if (all > 0 && pairs.Count != all)
        {
            throw request.Size > 0
                ? new PromptException(
                    FormattableString.Invariant($"{dataset.Name} was asked for {all} pairs and made {pairs.Count}")
                )
                : Broken(dataset, $"Pairs = {makes.Pairs}", $"{Counted.Of(pairs.Count, "pair")}");
        }

        if (makes.LongestPrompt > 0 && pairs.Clean.Length > makes.LongestPrompt)
        {
            throw Broken(
                dataset,
                $"LongestPrompt = {makes.LongestPrompt}",
                $"a prompt of {Counted.Of(pairs.Clean.Length, "token")}"
            );
        }

        if (makes.TokenIds > 0 && Tokens(pairs).Append(-1).Max() is var token && token >= makes.TokenIds)
        {
            throw Broken(dataset, $"TokenIds = {makes.TokenIds}", $"the token {token}");
        }

        if (makes.Answers != AnswerTokens.Unsaid && Answers(pairs) is var answers && answers != makes.Answers)
        {
            throw Broken(dataset, $"Answers = {makes.Answers}", $"pairs whose answer tokens are {answers}");
        }

        if (!makes.Corrupted && !IsCleanOnly(pairs))
        {
            throw Broken(dataset, $"Corrupted = false", $"corrupted prompts that are not the clean ones");
        }
    }

    /// <summary>Whether every corrupted prompt equals its clean one.</summary>
    public static bool IsCleanOnly(PromptPairs pairs) =>
        pairs.Pairs.All(pair => pair.CorruptedPositions is null && pair.Clean.SequenceEqual(pair.Corrupted));

    private static void Require(Type dataset, string what, int least, int found, string where)
    {
        if (found < least)
        {
            throw new PromptException(
                FormattableString.Invariant($"{dataset.Name} needs {what} of at least {least}, and {where} {found}")
            );
        }
    }

    private static IEnumerable<int> Tokens(PromptPairs pairs) =>
        pairs.Pairs.SelectMany(pair =>
            pair.Clean.Concat(pair.Corrupted).Concat(pair.Answers.Concat(pair.WrongAnswers).SelectMany(at => at))
        );

    private static AnswerTokens Answers(PromptPairs pairs) =>
        pairs.Pairs[0].Answers is [] ? AnswerTokens.None
        : pairs.Pairs[0].WrongAnswers is [] ? AnswerTokens.Right
        : AnswerTokens.RightAndWrong;

    private static PromptException Broken(Type dataset, FormattableString said, FormattableString made) =>
        new(
            FormattableString.Invariant(
                $"{dataset.Name} says [DatasetMakes({FormattableString.Invariant(said)})] and made {FormattableString.Invariant(made)}; correct the attribute or the data set"
            )
        );
}

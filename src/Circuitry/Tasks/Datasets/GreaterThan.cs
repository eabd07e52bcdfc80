using System.Globalization;

namespace Circuitry;

/// <summary>
/// Greater-than: something lasts from a year to a later one of its century. All two-digit numbers above the first year's are
/// right, the others wrong. The corrupted prompt starts in year 01 ("How does GPT-2 compute greater-than?", section 3).
/// </summary>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 1)]
public sealed class GreaterThan : IDataset
{
    /// <inheritdoc/>
    /// <exception cref="PromptException">The model does not read years as two tokens of two digits, or no size is given.</exception>
    /// <exception cref="TokenizerException">The model's tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var draw = new PromptDraw(this, request);
        var nouns = draw.Words("nouns", 2, Nouns);
        string[] digits =
        [
            .. Enumerable.Range(0, 100).Select(number => number.ToString("00", CultureInfo.InvariantCulture)),
        ];
        foreach (var two in digits)
        {
            // Names the two digits that the model does not read as one token.
            draw.Tokenizer.SingleToken(two);
        }

        var years = Years(draw.Tokenizer, digits);
        return draw.Pairs(
            changed: 1,
            () =>
            {
                var (century, year) = draw.One(years);
                var noun = draw.One(nouns);
                return new TextPair
                {
                    Clean = Prompt(noun, century, digits[year]),
                    Corrupted = Prompt(noun, century, digits[1]),
                    Answers = digits[(year + 1)..],
                    WrongAnswers = digits[..(year + 1)],
                };
            }
        );
    }

    private static string Prompt(string noun, string century, string year) =>
        $"The {noun} continued from the year {century}{year} to {century}";

    private static (string Century, int Year)[] Years(TextTokenizer tokenizer, string[] digits)
    {
        var years = new List<(string, int)>();
        for (var c = 11; c <= 17; c++)
        {
            var century = c.ToString(CultureInfo.InvariantCulture);
            int[] split =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Where(year =>
                        tokenizer.Encode($" {century}{digits[year]}") is [var first, var second]
                        && tokenizer.TokenText(first) == $" {century}"
                        && tokenizer.TokenText(second) == digits[year]
                    ),
            ];

            // The first and the last year of a century would leave no number, or almost none, on one side.
            years.AddRange(split.Skip(1).SkipLast(1).Where(year => year > 1).Select(year => (century, year)));
        }

        return years.Count > 0
            ? [.. years]
            : throw new PromptException(
                "GreaterThan needs years that the model reads as two tokens, such as \" 17\" and \"32\", and there are none"
            );
    }

    private static readonly string[] Nouns = WordList.Of(
        """
        agreement alliance battle boom campaign conflict construction crisis decline dispute drought dynasty effort
        empire era expansion festival journey marriage migration mission occupation operation partnership peace
        project reform reign revolution school search strike struggle study trade tradition trial voyage war work
        """
    );
}

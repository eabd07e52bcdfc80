namespace Circuitry;

/// <summary>
/// The docstring of a Python function lists its arguments in order; the next one's name is the answer. The corrupted prompt
/// names others in the function's head and others again in the docstring (ACDC, appendix H; random_random).
/// </summary>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 1)]
public sealed class Docstrings : IDataset
{
    /// <inheritdoc/>
    /// <exception cref="PromptException">Too few names are single tokens of the model, or no size is given.</exception>
    /// <exception cref="TokenizerException">The model's tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var draw = new PromptDraw(this, request);
        var names = draw.Words("argument names", 11, Arguments);
        var words = draw.Words("words", 7, Words);
        string[] starts = [.. words.Where(draw.Tokenizer.IsSingleToken)];
        if (starts.Length == 0)
        {
            throw new PromptException("Docstrings needs a word that is a single token without a space in front");
        }

        return draw.Pairs(
            changed: 5,
            () =>
            {
                var start = draw.One(starts);
                string[] text = [start, .. draw.Several(words, 7)];
                var drawn = draw.Several(names, 11);
                string[] listed = drawn[..3],
                    otherHead = drawn[3..6],
                    otherListed = drawn[6..8],
                    fixedNames = drawn[8..];
                var answer = listed[2];
                return new TextPair
                {
                    Clean = Prompt(fixedNames, listed, listed, text),
                    Corrupted = Prompt(fixedNames, otherHead, otherListed, text),
                    Answers = [$" {answer}"],
                    WrongAnswers = [.. drawn.Where(name => name != answer).Select(name => $" {name}")],
                };
            }
        );
    }

    private static string Prompt(string[] around, string[] head, string[] listed, string[] words) =>
        $"\ndef {words[1]}(self, {around[0]}, {around[1]}, {head[0]}, {head[1]}, {head[2]}, {around[2]}):\n"
        + $"    \"\"\"{words[0]} {words[2]} {words[3]}\n\n"
        + $"    :param {listed[0]}: {words[4]} {words[5]}\n"
        + $"    :param {listed[1]}: {words[6]} {words[7]}\n"
        + "    :param";

    private static readonly string[] Arguments = WordList.Of(
        """
        address array base block buffer cache char child client code color column config context count data date
        default end error event field file filter first flag format frame group handle height host image index input
        item key label last left length level limit line list lock match max message method min mode model module name
        node number object offset order output parent path point position prefix project query range result right root
        row scale section shape size source start state string style table target text title token type update user
        value version weight width window word
        """
    );

    private static readonly string[] Words = WordList.Of(
        """
        air animal bank bird boat bread cloud coffee corner dinner door earth engine family fire forest garden gold
        heart horse island king land light milk moon morning mother mountain music night ocean paper planet queen rain
        road salt school sea ship silver snow spring star stone storm street summer sun tree valley wall water winter
        wood
        """
    );
}

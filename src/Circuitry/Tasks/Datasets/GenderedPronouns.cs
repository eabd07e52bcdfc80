namespace Circuitry;

/// <summary>
/// A tag question asks for the pronoun of the person named. The corrupted prompt names nobody (ACDC, appendix K).
/// </summary>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 1)]
public sealed class GenderedPronouns : IDataset
{
    /// <inheritdoc/>
    /// <exception cref="PromptException">Too few names are single tokens of the model, or no size is given.</exception>
    /// <exception cref="TokenizerException">The model's tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var draw = new PromptDraw(this, request);
        string[][] names = [draw.Words("women's names", 2, Women), draw.Words("men's names", 2, Men)];
        string[] pronouns = [" she", " he"];
        var qualities = draw.Words("qualities", 1, Qualities);
        var roles = draw.Words("roles", 1, Roles);
        return draw.Pairs(
            changed: 2,
            () =>
            {
                var gender = draw.One([0, 1]);
                var rest = $"is a really {draw.One(qualities)} {draw.One(roles)}, isn't";
                return new TextPair
                {
                    Clean = $"So {draw.One(names[gender])} {rest}",
                    Corrupted = $"That person {rest}",
                    Answers = [pronouns[gender]],
                    WrongAnswers = [pronouns[1 - gender]],
                };
            }
        );
    }

    private static readonly string[] Women = WordList.Of(
        """
        Alice Anna Carol Claire Diana Elizabeth Emily Emma Grace Helen Jane Jennifer Jessica Julia Karen Kate Laura
        Linda Lisa Lucy Maria Mary Michelle Nancy Rachel Rebecca Ruth Sarah Sophie Susan
        """
    );

    private static readonly string[] Men = WordList.Of(
        """
        Adam Albert Arthur Bill Bob Brian Charles Daniel David Edward Eric Frank George Harry Henry Jack James John
        Joseph Kevin Mark Michael Paul Peter Richard Robert Steve Thomas Tom William
        """
    );

    private static readonly string[] Qualities = WordList.Of("brave careful clever fine gifted good kind skilled");

    private static readonly string[] Roles = WordList.Of("artist cook dancer doctor neighbor player singer teacher");
}

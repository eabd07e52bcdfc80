namespace Circuitry;

/// <summary>
/// Indirect object identification: of two people named, the one who does not act is given something. The corrupted prompt
/// names three others, none twice (ABC, "Interpretability in the Wild", section 2; ACDC, appendix D).
/// </summary>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 1)]
public sealed class IndirectObjects : IDataset
{
    /// <inheritdoc/>
    /// <exception cref="PromptException">Too few names are single tokens of the model, or no size is given.</exception>
    /// <exception cref="TokenizerException">The model's tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var draw = new PromptDraw(this, request);
        var names = draw.Words("names", 10, Names);
        var places = draw.Words("places", 2, Places);
        var objects = draw.Words("objects", 2, Objects);
        return draw.Pairs(
            changed: 3,
            () =>
            {
                var people = draw.Several(names, 5);
                var place = draw.One(places);
                var thing = draw.One(objects);
                return new TextPair
                {
                    Clean = Prompt(people[0], people[1], people[1], place, thing),
                    Corrupted = Prompt(people[2], people[3], people[4], place, thing),
                    Answers = [$" {people[0]}"],
                    WrongAnswers = [$" {people[1]}"],
                };
            }
        );
    }

    private static string Prompt(string first, string second, string giver, string place, string thing) =>
        $"Later, {first} and {second} walked to the {place}. {giver} handed a {thing} to";

    private static readonly string[] Names = WordList.Of(
        """
        Adam Alan Albert Alice Anna Arthur Ben Bill Bob Brian Carl Carol Charles Chris Claire Daniel David Diana
        Edward Elizabeth Emma Eric Frank Fred George Grace Harry Helen Henry Howard Jack James Jane Jason Jennifer Jim
        Joe John Julia Karen Kate Kevin Laura Lee Linda Lisa Louis Lucy Maria Mark Martin Mary Matt Michael Mike Nancy
        Nick Oliver Patrick Paul Peter Rachel Richard Robert Roger Rose Ruth Ryan Sam Sarah Scott Simon Steve Susan
        Thomas Tim Tom Victoria Walter William
        """
    );

    private static readonly string[] Places = WordList.Of(
        """
        airport beach bridge cafe castle church farm gallery harbor lake library market museum park river theater
        tower village
        """
    );

    private static readonly string[] Objects = WordList.Of(
        "ball book bottle box camera card coin cup flower gift glass hat key lamp letter map phone photo ticket watch"
    );
}

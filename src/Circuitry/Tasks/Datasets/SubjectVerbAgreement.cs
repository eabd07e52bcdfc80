namespace Circuitry;

/// <summary>
/// A verb agrees with its subject across a phrase that has another noun. The corrupted prompt's subject has the other number
/// ("Sparse Feature Circuits", section 3, across a prepositional phrase).
/// </summary>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 1)]
public sealed class SubjectVerbAgreement : IDataset
{
    /// <inheritdoc/>
    /// <exception cref="PromptException">Too few nouns or verbs are single tokens of the model, or no size is given.</exception>
    /// <exception cref="TokenizerException">The model's tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var draw = new PromptDraw(this, request);
        var people = Numbers(draw, "people", People);
        var things = Numbers(draw, "things", Things);
        var verbs = Numbers(draw, "verbs", Verbs);
        var prepositions = draw.Words("prepositions", 1, Prepositions);
        return draw.Pairs(
            changed: 1,
            () =>
            {
                var number = draw.One([0, 1]);
                var subject = draw.One(people);
                var verb = draw.One(verbs);
                var phrase = $"{draw.One(prepositions)} the {draw.One(draw.One(things))}";
                return new TextPair
                {
                    Clean = $"The {subject[number]} {phrase}",
                    Corrupted = $"The {subject[1 - number]} {phrase}",
                    Answers = [$" {verb[number]}"],
                    WrongAnswers = [$" {verb[1 - number]}"],
                };
            }
        );
    }

    /// <summary>The words of which singular and plural are single tokens, [word][number].</summary>
    private static string[][] Numbers(PromptDraw draw, string what, string[] words)
    {
        string[][] all = [.. words.Select(word => word.Split('/'))];
        var usable = draw.Words(what, 2, all.SelectMany(numbers => numbers)).ToHashSet(StringComparer.Ordinal);
        string[][] both = [.. all.Where(numbers => numbers.All(usable.Contains))];
        return both.Length > 0
            ? both
            : throw new PromptException(
                $"SubjectVerbAgreement needs {what} of which singular and plural are single tokens of the model, and there are none"
            );
    }

    private static readonly string[] People = WordList.Of(
        """
        actor/actors artist/artists author/authors brother/brothers child/children doctor/doctors driver/drivers
        engineer/engineers farmer/farmers guest/guests judge/judges leader/leaders neighbor/neighbors officer/officers
        owner/owners painter/painters player/players scientist/scientists sister/sisters soldier/soldiers
        student/students visitor/visitors worker/workers writer/writers
        """
    );

    private static readonly string[] Things = WordList.Of(
        """
        box/boxes bridge/bridges building/buildings church/churches door/doors fence/fences garden/gardens
        house/houses machine/machines road/roads shop/shops statue/statues tower/towers tree/trees wall/walls
        window/windows
        """
    );

    private static readonly string[] Verbs = WordList.Of("is/are was/were has/have does/do");

    private static readonly string[] Prepositions = WordList.Of("behind beside near by");
}

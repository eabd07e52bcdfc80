namespace Circuitry.Experiments;

/// <summary>
/// Short biographies of nurses and professors, whose profession a classifier should predict and whose gender it should ignore, in
/// the manner of Bias in Bios ("Sparse Feature Circuits", section 4). Label 1 is nurse, unintended label 1 is female.
/// </summary>
/// <remarks>
/// Of each biography there are three sentences: the opening, one deed, which implies the profession without naming it, and a fact
/// of life. Ambiguous ones are of female nurses and male professors, half of each; balanced and test
/// ones of all four, a quarter of each. No test text occurs in training.
/// </remarks>
public sealed class NurseOrProfessor : IBiasedDataset
{
    private const int Sentences = 3;

    private static readonly Profession Nurse = Profession.All.Single(profession => profession.Name == "nurse");
    private static readonly Profession Professor = Profession.All.Single(profession => profession.Name == "professor");

    /// <summary>Words that imply a gender: names, pronouns, and what a person is called by gender.</summary>
    public static IReadOnlyList<string> GenderedWords { get; } =
    [
        .. Lexicon.Names,
        .. Gender
            .All.SelectMany(gender =>
                new[] { gender.Subject, gender.Object, gender.Possessive, gender.Adult, gender.Child, gender.Spouse }
            )
            .Distinct(),
    ];

    /// <inheritdoc/>
    public BiasedData Make(DatasetRequest request)
    {
        if (request.Size < 4)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"{nameof(NurseOrProfessor)} needs a Size of 4 or more, and is asked for {request.Size}"
                )
            );
        }

        var tokenizer = request.RequireTokenizer();
        var dice = Dice.For(request.Seed, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ambiguous = Draw([(1, 1), (0, 0)]);
        var balanced = Draw([(1, 1), (1, 0), (0, 1), (0, 0)]);
        var known = seen.ToHashSet(StringComparer.Ordinal);
        var test = Draw([(1, 1), (1, 0), (0, 1), (0, 0)], known);
        return new BiasedData
        {
            Ambiguous = ambiguous,
            Balanced = balanced,
            Test = test,
            Concepts = [.. Words(Nurse).Concat(Words(Professor)).Select(Token)],
            SpuriousWords = GenderedWords.Concat(["She", "He", "Her", "His"]).Select(Find).OfType<int>().ToHashSet(),
        };

        LabelledPrompt[] Draw((int Label, int Spurious)[] groups, HashSet<string>? without = null)
        {
            var prompts = new List<LabelledPrompt>();
            while (prompts.Count < request.Size)
            {
                var (label, spurious) = groups[prompts.Count % groups.Length];
                var text = Beginning(
                    Biography.Draw(
                        dice,
                        spurious == 1 ? Gender.Female : Gender.Male,
                        label == 1 ? Nurse : Professor,
                        named: false
                    )
                );
                if (without?.Contains(text) == true)
                {
                    continue;
                }

                seen.Add(text);
                prompts.Add(new LabelledPrompt(tokenizer.Encode(text), label, spurious));
            }

            return [.. prompts];
        }

        int Token(string word) => Find(word) ?? throw new PromptException($"the tokenizer has no token for ' {word}'");

        int? Find(string word) => tokenizer.Encode(" " + word) is [var token] ? token : null;
    }

    private static string Beginning(Biography biography) =>
        string.Join(". ", biography.Text.Split(". ")[..Sentences]) + ".";

    /// <summary>Words that only one profession's texts have: deeds and workplaces, without the words that all have.</summary>
    private static IEnumerable<string> Words(Profession profession) =>
        profession
            .Deeds.SelectMany(Lexicon.Words)
            .Concat(profession.Workplaces)
            .Append(profession.Name)
            .Distinct()
            .Where(word =>
                !Lexicon.Others.Contains(word)
                && !Profession.All.Any(other =>
                    other != profession && other.Deeds.SelectMany(Lexicon.Words).Concat(other.Workplaces).Contains(word)
                )
            );
}

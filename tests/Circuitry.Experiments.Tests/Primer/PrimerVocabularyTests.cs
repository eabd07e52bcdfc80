namespace Circuitry.Experiments.Tests;

public sealed class PrimerVocabularyTests
{
    private static TextTokenizer Tokenizer => PrimerLanguage.Tokenizer;

    [Fact]
    public void The_files_that_ship_are_those_that_the_grammar_makes()
    {
        Assert.Equal(
            PrimerVocabulary.TokenizerJson(),
            File.ReadAllText(Path.Combine(PrimerWeights.Folder, "tokenizer.json"))
        );
        Assert.Equal(PrimerWeights.Config(), File.ReadAllText(Path.Combine(PrimerWeights.Folder, "config.json")));
    }

    [Fact]
    public void The_vocabulary_is_a_few_hundred_different_words()
    {
        Assert.Equal(PrimerVocabulary.Tokens.Count, PrimerVocabulary.Tokens.Distinct().Count());
        Assert.Equal(PrimerVocabulary.Tokens.Count, Primer.Declared.Vocabulary);
        Assert.InRange(PrimerVocabulary.Tokens.Count, 300, 600);
    }

    [Fact]
    public void Texts_come_back_from_their_tokens()
    {
        foreach (var text in PrimerLanguage.Prose(2000))
        {
            Assert.Equal(text, Tokenizer.Decode(Tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void A_year_is_its_century_and_two_digits() =>
        Assert.Equal(
            [" from", " 17", "32", " to", " 17", "45", "."],
            Tokenizer.Encode(" from 1732 to 1745.").Select(Tokenizer.TokenText)
        );

    /// <summary>Of a word where the grammar never has it the model would know nothing.</summary>
    [Fact]
    public void The_data_sets_use_words_in_the_roles_that_they_have_in_the_grammar()
    {
        Roles(
            new IndirectObjects(),
            (2, Lexicon.Names),
            (4, Lexicon.Names),
            (8, Lexicon.Places),
            (10, Lexicon.Names),
            (13, Lexicon.Objects)
        );
        Roles(new GreaterThan(), (1, Lexicon.Events), (6, Lexicon.Centuries));
        // The grammar has mothers, but none in docstrings.
        string[] things = [.. Lexicon.Things, "mother"];
        Roles(
            new Docstrings(),
            (2, things),
            (6, Lexicon.Arguments),
            (10, Lexicon.Arguments),
            (14, Lexicon.Arguments),
            (20, Lexicon.Starts),
            (21, things),
            (28, things)
        );
        Roles(new GenderedPronouns(), (1, Lexicon.Names), (5, Lexicon.Qualities), (6, Lexicon.Roles));
        Roles(
            new SubjectVerbAgreement(),
            (1, [.. Lexicon.People.SelectMany(numbers => numbers)]),
            (2, Lexicon.Prepositions),
            (4, [.. Lexicon.Landmarks.SelectMany(numbers => numbers)])
        );
    }

    [Fact]
    public void The_groups_of_the_pronoun_s_positions_are_those_of_Gpt2() =>
        Assert.All(
            PrimerPronoun.MakePrompts(PrimerWeights.Folder).Pairs,
            pair =>
                Assert.Equal(
                    ["rest", "name", "is", "rest", "rest", "rest", "person", "rest", "isn", "'t"],
                    pair.PositionGroups
                )
        );

    private static void Roles(IDataset dataset, params (int Position, IReadOnlyList<string> Words)[] roles)
    {
        var prompts = dataset.Make(PrimerLanguage.Request(3000, seed: 0)).Clean;
        foreach (var (position, words) in roles)
        {
            var used = Enumerable
                .Range(0, prompts.Count)
                .Select(row => Tokenizer.TokenText(prompts[row][position]).TrimStart(' '))
                .ToHashSet();

            Assert.Subset(words.ToHashSet(), used);
            Assert.True(used.Count > words.Count / 2, string.Join(' ', used));
        }
    }
}

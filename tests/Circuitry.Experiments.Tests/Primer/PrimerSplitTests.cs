using System.Globalization;
using System.Text.RegularExpressions;

namespace Circuitry.Experiments.Tests;

/// <summary>What the model is tested on does not occur in what it is trained on, looked up in the texts themselves.</summary>
public sealed partial class PrimerSplitTests
{
    private const int Many = 30_000;

    public static TheoryData<string> Tasks() => [.. PrimerTask.All.Select(task => task.Name)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void No_text_starts_with_a_held_out_prompt(string name)
    {
        var prompts = Task(name).HeldOutPrompts(PrimerLanguage.Tokenizer, 500, seed: 1);
        var length = prompts[0].Clean.Count;
        var held = prompts.Select(prompt => Key(prompt.Clean)).ToHashSet();

        Assert.DoesNotContain(PrimerLanguage.Texts(Many).Select(text => Key(text.Tokens.Take(length))), held.Contains);
    }

    [Fact]
    public void Prompts_that_are_not_held_out_do_occur()
    {
        // The task with the fewest different prompts: with others it is a matter of luck.
        var task = Task("subject and verb");
        var tokenizer = PrimerLanguage.Tokenizer;
        var prompts = task
            .Dataset.Make(PrimerLanguage.Request(500, seed: 1))
            .Pairs.Where(pair => !task.IsHeldOut(tokenizer, pair.Clean))
            .Select(pair => Key(pair.Clean))
            .ToHashSet();

        var found = PrimerLanguage
            .Texts(Many)
            .Select(text => Key(text.Tokens.Take(5)))
            .Where(prompts.Contains)
            .ToHashSet();

        Assert.InRange(found.Count, 0.3 * prompts.Count, prompts.Count);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void About_a_fifth_of_the_prompts_of_a_data_set_are_held_out(string name)
    {
        var task = Task(name);
        var pairs = task.Dataset.Make(PrimerLanguage.Request(2000, seed: 2)).Pairs;

        Assert.InRange(pairs.Count(pair => task.IsHeldOut(PrimerLanguage.Tokenizer, pair.Clean)) / 2000.0, 0.15, 0.25);
    }

    [Fact]
    public void Two_people_of_a_held_out_pair_never_meet_in_one_text()
    {
        foreach (var words in PrimerLanguage.Prose(Many).Select(Words))
        {
            string[] names = [.. words.Where(Lexicon.Names.Contains).Distinct()];
            var met = names.SelectMany((name, i) => names[..i].Select(other => (name, other)));

            Assert.DoesNotContain(met, pair => HeldOut.Together(pair.name, pair.other));
        }
    }

    [Fact]
    public void Nothing_starts_in_a_held_out_year()
    {
        foreach (var text in PrimerLanguage.Prose(Many))
        {
            // The first year of a text is the one in which something starts.
            if (Year().Match(text) is { Success: true, Groups: var groups })
            {
                Assert.False(
                    HeldOut.Start(groups[1].Value, int.Parse(groups[2].ValueSpan, CultureInfo.InvariantCulture)),
                    text
                );
            }
        }
    }

    [Fact]
    public void No_argument_comes_right_behind_another_where_that_is_held_out()
    {
        foreach (var text in PrimerLanguage.Prose(Many).Where(text => text.Contains("def", StringComparison.Ordinal)))
        {
            string[] arguments =
            [
                .. Words(
                        text[
                            text.IndexOf("self", StringComparison.Ordinal)..text.IndexOf("):", StringComparison.Ordinal)
                        ]
                    )
                    .Skip(1),
            ];

            Assert.DoesNotContain(arguments.Zip(arguments.Skip(1)), pair => HeldOut.Behind(pair.First, pair.Second));
        }
    }

    [Fact]
    public void Nobody_has_a_role_that_is_held_out_for_the_name()
    {
        foreach (
            var words in PrimerLanguage
                .Texts(Many)
                .Where(text => text.Kind == TextKind.Tag)
                .Select(text => Words(PrimerLanguage.Tokenizer.Decode(text.Tokens)))
        )
        {
            foreach (var name in words.Where(Lexicon.Names.Contains))
            {
                Assert.DoesNotContain(words.Where(Lexicon.Roles.Contains), role => HeldOut.Role(name, role));
            }
        }
    }

    [Fact]
    public void Nobody_is_beside_something_where_that_is_held_out()
    {
        foreach (
            var words in PrimerLanguage
                .Texts(Many)
                .Where(text => text.Kind == TextKind.Agreement)
                .Select(text => Words(PrimerLanguage.Tokenizer.Decode(text.Tokens)))
        )
        {
            // The doctors near the wall
            if (Lexicon.Prepositions.Contains(words[2]))
            {
                string[] nouns = [Singular(words[1]), Singular(words[4])];

                Assert.False(
                    Lexicon.People.Any(person => person[0] == nouns[0])
                        ? HeldOut.Beside(nouns[0], nouns[1])
                        : HeldOut.Beside(nouns[1], nouns[0]),
                    words[1]
                );
            }
        }
    }

    private static string Singular(string noun) =>
        Lexicon.People.Concat(Lexicon.Landmarks).First(numbers => numbers.Contains(noun))[0];

    private static PrimerTask Task(string name) => PrimerTask.All.First(task => task.Name == name);

    private static string Key(IEnumerable<int> tokens) => string.Join(' ', tokens);

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\b(\d\d)(\d\d)\b")]
    private static partial Regex Year();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}

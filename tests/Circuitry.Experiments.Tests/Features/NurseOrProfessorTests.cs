namespace Circuitry.Experiments.Tests;

public sealed class NurseOrProfessorTests
{
    private static readonly TextTokenizer Tokenizer = TextTokenizer.Load(PrimerWeights.Folder);

    [Fact]
    public void Labels_coincide_in_ambiguous_texts_and_are_balanced_in_the_others()
    {
        var data = Make(0);
        data.Check();
        Assert.Equal(
            [(0, 0, 100), (1, 1, 100)],
            data.Ambiguous.GroupBy(p => (p.Label, p.Spurious))
                .Select(g => (g.Key.Label, g.Key.Spurious, g.Count()))
                .Order()
        );
        foreach (var prompts in new[] { data.Balanced, data.Test })
        {
            Assert.All(prompts.GroupBy(p => (p.Label, p.Spurious)), group => Assert.Equal(50, group.Count()));
        }
    }

    [Fact]
    public void No_test_text_is_one_of_training_and_none_names_the_profession()
    {
        var data = Make(0);
        var training = data.Ambiguous.Concat(data.Balanced).Select(Text).ToHashSet();
        Assert.DoesNotContain(data.Test, prompt => training.Contains(Text(prompt)));
        Assert.DoesNotContain(
            data.Test.Concat(data.Ambiguous).Concat(data.Balanced).Select(Text),
            text => text.Contains("nurse") || text.Contains("professor")
        );
    }

    [Fact]
    public void The_words_of_gender_tell_it_and_are_all_there_are()
    {
        var data = Make(0);
        // Without them the genders' texts are made of the same words.
        var words = data
            .Balanced.Concat(data.Test)
            .GroupBy(prompt => prompt.Spurious)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(prompt => prompt.Tokens).Except(data.SpuriousWords).ToHashSet()
            );
        var rare = words[0]
            .Except(words[1])
            .Concat(words[1].Except(words[0]))
            .Select(token => Tokenizer.TokenText(token).Trim());
        // What is left are years, which are many and seldom.
        Assert.All(rare, word => Assert.True(word.All(char.IsAsciiDigit), word));
    }

    [Fact]
    public void The_same_seed_draws_the_same_texts()
    {
        Assert.Equal(Make(3).Test.Select(Text), Make(3).Test.Select(Text));
        Assert.NotEqual(Make(3).Test.Select(Text), Make(4).Test.Select(Text));
    }

    private static string Text(LabelledPrompt prompt) => Tokenizer.Decode(prompt.Tokens);

    private static BiasedData Make(int seed) =>
        new NurseOrProfessor().Make(
            new DatasetRequest
            {
                Size = 200,
                Seed = seed,
                Architecture = Primer.Declared,
                Tokenizer = Tokenizer,
            }
        );
}

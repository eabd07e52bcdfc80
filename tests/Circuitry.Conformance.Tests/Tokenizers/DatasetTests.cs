namespace Circuitry.Conformance.Tokenizers;

/// <summary>The data sets that ship, in the tokens of real models.</summary>
public sealed class DatasetTests
{
    [SkippableTheory]
    [InlineData("gpt2", typeof(IndirectObjects), 15)]
    [InlineData("gpt2", typeof(GreaterThan), 10)]
    [InlineData("gpt2", typeof(Docstrings), 52)]
    [InlineData("gpt2", typeof(GenderedPronouns), 10)]
    [InlineData("gpt2", typeof(SubjectVerbAgreement), 5)]
    [InlineData("gpt-neox", typeof(IndirectObjects), 15)]
    [InlineData("gpt-neox", typeof(GreaterThan), 10)]
    [InlineData("gpt-neox", typeof(Docstrings), 44)]
    [InlineData("gpt-neox", typeof(GenderedPronouns), 10)]
    [InlineData("gpt-neox", typeof(SubjectVerbAgreement), 5)]
    public void A_hundred_pairs_are_drawn_in_the_tokens_of_a_real_model(string name, Type dataset, int length)
    {
        var tokenizer = RealTokenizers.Of(name);

        var pairs = ((IDataset)Activator.CreateInstance(dataset)!).Make(
            new DatasetRequest
            {
                Size = 100,
                Seed = 0,
                Architecture = Wide.Declared,
                Tokenizer = tokenizer,
            }
        );

        Assert.Equal(100, pairs.Count);
        Assert.False(pairs.Clean.IsPadded);
        Assert.Equal(length, pairs.Clean.Length);
        Assert.Equal(100, pairs.Pairs.Select(pair => string.Join(' ', pair.Clean)).Distinct().Count());
    }

    [SkippableTheory]
    [InlineData("gpt2")]
    [InlineData("gpt-neox")]
    public void The_published_groups_of_the_pronoun_are_one_token_each_and_five_the_rest(string name)
    {
        var tokenizer = RealTokenizers.Of(name);
        var pairs = new GenderedPronouns().Make(
            new DatasetRequest
            {
                Size = 100,
                Seed = 0,
                Architecture = Wide.Declared,
                Tokenizer = tokenizer,
            }
        );

        Assert.All(
            pairs.Pairs,
            pair =>
                Assert.Equal(
                    ["rest", "name", "is", "rest", "rest", "rest", "person", "rest", "isn", "'t"],
                    pair.PositionGroups
                )
        );
    }
}

/// <summary>A model that has at least the tokens of the tokenizers here.</summary>
[Transformer(Layers = 1, Heads = 2, ModelWidth = 8, Context = 128, Vocabulary = 50304)]
public sealed partial class Wide;

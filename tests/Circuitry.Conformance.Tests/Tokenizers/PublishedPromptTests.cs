namespace Circuitry.Conformance.Tokenizers;

/// <summary>
/// Published prompt files in the tokens of real models. How many pairs suit a model was counted by another implementation of
/// the merges.
/// </summary>
public sealed class PublishedPromptTests
{
    [SkippableTheory]
    [InlineData("simple_train", 480, 413)]
    [InlineData("simple_test", 120, 97)]
    [InlineData("nounpp_train", 1920, 1614)]
    [InlineData("nounpp_test", 480, 414)]
    [InlineData("within_rc_train", 9600, 9600)]
    [InlineData("within_rc_test", 2400, 2400)]
    public void Pairs_of_sparse_feature_circuits_suit_as_many_as_have_nouns_of_equal_length(
        string name,
        int rows,
        int suited
    )
    {
        var pairs = SparseFeatureCircuitsPrompts.Read(
            SharedFolder.PathOf("datasets", "subject-verb-agreement", $"{name}.json")
        );

        Assert.Equal(rows, pairs.Count);
        Assert.All(pairs, pair => Assert.NotEqual(pair.Clean, pair.Corrupted));
        Assert.Equal((suited, suited), (Suited(pairs, "gpt-neox"), Suited(pairs, "gpt2")));
    }

    [SkippableFact]
    public void Years_of_greater_than_differ_in_one_token()
    {
        var pairs = EapIgPrompts.ReadGreaterThan(
            SharedFolder.PathOf("datasets", "greater-than", "greater_than_data.csv")
        );

        Assert.Equal(1000, pairs.Count);
        Assert.Equal((1000, 1000), (Suited(pairs, "gpt2"), Suited(pairs, "gpt-neox")));
        Assert.All(
            pairs.Encode(RealTokenizers.Of("gpt2")).Pairs,
            pair =>
            {
                Assert.Equal(1, pair.Clean.Zip(pair.Corrupted).Count(tokens => tokens.First != tokens.Second));
                Assert.Equal(100, pair.Answers[0].Count + pair.WrongAnswers[0].Count);
            }
        );
    }

    [SkippableTheory]
    [InlineData(false, 338)]
    [InlineData(true, 384)]
    public void Names_of_indirect_objects_agree_with_the_file_s_own_tokens(bool hard, int suitedToPythia)
    {
        var path = SharedFolder.PathOf("datasets", "greater-than", "ioi_llama.csv");
        var pairs = EapIgPrompts.ReadIndirectObjects(path, hard);

        // The file's ids are another model's: here they only have to tell the names apart as the names do.
        var ids = File.ReadLines(path).Skip(1).Select(line => line.Split(',')[^2..]).ToArray();
        var named = pairs
            .Zip(ids)
            .SelectMany(row =>
                new[] { (row.First.Answers[0], row.Second[0]), (row.First.WrongAnswers[0], row.Second[1]) }
            )
            .Distinct()
            .ToArray();

        Assert.Equal(499, pairs.Count);
        Assert.Equal(99, named.Length);
        Assert.Equal(99, named.Select(name => name.Item1).Distinct().Count());
        Assert.Equal(99, named.Select(name => name.Item2).Distinct().Count());
        Assert.Equal((499, suitedToPythia), (Suited(pairs, "gpt2"), Suited(pairs, "gpt-neox")));
    }

    private static int Suited(IEnumerable<TextPair> pairs, string tokenizer) =>
        pairs.Count(pair => pair.Suits(RealTokenizers.Of(tokenizer)));
}

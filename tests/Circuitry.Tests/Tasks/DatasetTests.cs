namespace Circuitry.Tests;

/// <summary>What holds for every data set that ships.</summary>
public sealed class DatasetTests
{
    public static TheoryData<IDataset> All =>
        [
            new IndirectObjects(),
            new GreaterThan(),
            new Docstrings(),
            new GenderedPronouns(),
            new SubjectVerbAgreement(),
            new RepeatedTokens(),
        ];

    public static TheoryData<IDataset> OfTexts =>
        [
            new IndirectObjects(),
            new GreaterThan(),
            new Docstrings(),
            new GenderedPronouns(),
            new SubjectVerbAgreement(),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_seed_gives_the_same_pairs_again_and_another_seed_gives_others(IDataset dataset)
    {
        var pairs = dataset.Make(Requests.Of(size: 12, seed: 3));

        Assert.Equal(pairs.Hash, dataset.Make(Requests.Of(size: 12, seed: 3)).Hash);
        Assert.NotEqual(pairs.Hash, dataset.Make(Requests.Of(size: 12, seed: 4)).Hash);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void There_are_as_many_pairs_as_asked_for_and_no_two_alike(IDataset dataset)
    {
        var pairs = dataset.Make(Requests.Of(size: 30, seed: 0));

        Assert.Equal(30, pairs.Count);
        Assert.Equal(30, pairs.Pairs.Select(pair => string.Join(' ', pair.Clean)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_token_is_both_a_right_and_a_wrong_answer(IDataset dataset) =>
        Assert.All(
            dataset.Make(Requests.Of(size: 30, seed: 0)).Pairs,
            pair => Assert.All(pair.Answers.Zip(pair.WrongAnswers), at => Assert.Empty(at.First.Intersect(at.Second)))
        );

    [Theory]
    [MemberData(nameof(OfTexts))]
    public void Prompts_of_a_text_data_set_have_one_length(IDataset dataset)
    {
        var pairs = dataset.Make(Requests.Of(size: 30, seed: 0));

        Assert.False(pairs.Clean.IsPadded);
        Assert.All(pairs.Pairs, pair => Assert.Equal([pair.Clean.Count - 1], pair.AnswerPositions));
    }

    [Theory]
    [MemberData(nameof(OfTexts))]
    public void A_text_data_set_without_a_tokenizer_says_where_to_get_one(IDataset dataset)
    {
        var refusal = Assert.Throws<PromptException>(() =>
            dataset.Make(Requests.Of(size: 2, seed: 0) with { Tokenizer = null })
        );

        Assert.Contains("MakePrompts(folder)", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OfTexts))]
    public void A_tokenizer_is_read_from_the_model_s_folder(IDataset dataset)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, Requests.Words);
        var request = Requests.Of(size: 5, seed: 1);

        var read = dataset.Make(request with { Tokenizer = null, ModelPath = folder.Path });

        Assert.Equal(dataset.Make(request).Hash, read.Hash);
    }

    [Theory]
    [MemberData(nameof(OfTexts))]
    public void A_model_whose_words_are_several_tokens_is_refused(IDataset dataset) =>
        Assert.Throws<PromptException>(() =>
            dataset.Make(Requests.Of(size: 2, seed: 0) with { Tokenizer = TinyTokenizer.Of() })
        );

    [Theory]
    [MemberData(nameof(All))]
    public void A_data_set_that_is_drawn_needs_a_size(IDataset dataset)
    {
        var refusal = Assert.Throws<PromptException>(() => dataset.Make(Requests.Of(size: 0, seed: 0)));

        Assert.Contains("Size", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_prompts_than_there_are_is_refused_instead_of_drawn_for_ever()
    {
        var refusal = Assert.Throws<PromptException>(() =>
            new GenderedPronouns().Make(Requests.Of(size: 1000, seed: 0))
        );

        Assert.Contains("no more than about 64 different prompts", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompts_that_do_not_line_up_in_the_model_s_tokens_are_refused()
    {
        var unaligned = TinyTokenizer.Of(Requests.Words.Where(word => word != "So"));

        var refusal = Assert.Throws<PromptException>(() =>
            new GenderedPronouns().Make(Requests.Of(size: 2, seed: 0) with { Tokenizer = unaligned })
        );
        Assert.Contains("choose words of as many tokens", refusal.Message, StringComparison.Ordinal);
    }
}

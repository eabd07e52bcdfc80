namespace Circuitry.Tests;

public sealed class TextPairTests
{
    private static readonly TextTokenizer Tokenizer = TinyTokenizer.Of(" cat", " dog", " mouse");

    private static readonly TextPair Pair = new()
    {
        Clean = "A cat",
        Corrupted = "A dog",
        Answers = [" mouse"],
        WrongAnswers = [" cat", " dog"],
    };

    [Fact]
    public void Texts_become_tokens_answered_at_the_last_position()
    {
        var encoded = Pair.Encode(Tokenizer);

        Assert.Equal(Tokenizer.Encode("A cat"), encoded.Clean);
        Assert.Equal(Tokenizer.Encode("A dog"), encoded.Corrupted);
        Assert.Equal([1], encoded.AnswerPositions);
        Assert.Equal([Tokenizer.SingleToken(" mouse")], Assert.Single(encoded.Answers));
        Assert.Equal(
            [Tokenizer.SingleToken(" cat"), Tokenizer.SingleToken(" dog")],
            Assert.Single(encoded.WrongAnswers)
        );
        Assert.True(Pair.Suits(Tokenizer));
    }

    [Fact]
    public void Prompts_of_different_lengths_are_refused_with_their_tokens()
    {
        var unequal = Pair with { Corrupted = "A cow" };

        Assert.False(unequal.Suits(Tokenizer));
        var refusal = Assert.Throws<PromptException>(() => new[] { Pair, unequal }.Encode(Tokenizer));
        Assert.StartsWith("pair 1 (\"A cat\")", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2 tokens (\"A\", \" cat\")", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("4 (\"A\", \" c\", \"o\", \"w\")", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_has_no_tokens_of_the_vocabulary_suits_no_tokenizer()
    {
        Assert.False((Pair with { Clean = "A \uD83D" }).Suits(Tokenizer));
        Assert.False((Pair with { Corrupted = "A \uD83D" }).Suits(Tokenizer));
        Assert.False((Pair with { Clean = "", Corrupted = "" }).Suits(Tokenizer));
    }

    [Fact]
    public void An_empty_prompt_or_answer_is_refused_by_the_pair()
    {
        var prompt = Assert.Throws<PromptException>(() =>
            new[] { Pair, Pair with { Clean = "", Corrupted = "" } }.Encode(Tokenizer)
        );
        Assert.StartsWith("pair 1: the prompts have no tokens", prompt.Message, StringComparison.Ordinal);

        var answer = Assert.Throws<PromptException>(() => new[] { Pair with { Answers = [""] } }.Encode(Tokenizer));
        Assert.StartsWith("pair 0 (\"A cat\"): \"\" is 0 tokens", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_several_tokens_is_refused_by_name()
    {
        var several = Pair with { Answers = [" cow"] };

        Assert.False(several.Suits(Tokenizer));
        var refusal = Assert.Throws<PromptException>(() => new[] { several }.Encode(Tokenizer));
        Assert.Contains("\" cow\" is 3 tokens", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_in_the_group_of_the_piece_that_it_ends_in()
    {
        var pair = Pair with { Pieces = [new("A", "rest"), new(" c", "name"), new("at", "end")] };

        Assert.Equal(["rest", "end"], pair.Encode(Tokenizer).PositionGroups);
        Assert.Equal(
            ["rest", "name", "end", "end"],
            (pair with { Answers = [" c"], WrongAnswers = [] }).Encode(TinyTokenizer.Of(" c", " d")).PositionGroups
        );
        Assert.Null(Pair.Encode(Tokenizer).PositionGroups);
    }

    [Fact]
    public void Pieces_that_do_not_make_the_prompt_are_refused()
    {
        var wrong = Pair with { Pieces = [new("A", "rest"), new("cat", "name")] };

        var refusal = Assert.Throws<PromptException>(() => new[] { wrong }.Encode(Tokenizer));

        Assert.Contains("the pieces of \"A cat\" make \"Acat\" together", refusal.Message, StringComparison.Ordinal);
    }
}

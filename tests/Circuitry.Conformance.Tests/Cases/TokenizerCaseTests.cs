using System.Diagnostics;

namespace Circuitry.Conformance;

/// <summary>Tokenizers that were read wrongly, or not at all, with the right tokens.</summary>
public sealed class TokenizerCaseTests
{
    [SkippableTheory]
    [InlineData("für Köln", 32009)]
    [InlineData("đem", 32013)]
    [InlineData("<naïve>", 32014)]
    public void Added_tokens_are_decoded_as_their_own_text(string text, int token)
    {
        var tokenizer = TextTokenizer.Load(Case("01", "tokenizer"));

        Assert.Contains(token, tokenizer.Encode(text));
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [SkippableFact]
    public void Pieces_are_found_in_prompts_with_added_tokens()
    {
        var tokenizer = TextTokenizer.Load(Case("01", "tokenizer"));
        var pair = new TextPair
        {
            Clean = "für Köln",
            Corrupted = "für Kölm",
            Answers = ["a"],
            Pieces = [new("für", "first"), new(" Köln", "second")],
        }.Encode(tokenizer);

        Assert.Equal("für", Text("first"));
        Assert.Equal(" Köln", Text("second"));

        string Text(string group) =>
            tokenizer.Decode(
                pair.Clean.Zip(pair.PositionGroups!).Where(at => at.Second == group).Select(at => at.First)
            );
    }

    [SkippableFact]
    public void The_start_token_that_the_configuration_adds_is_there() =>
        Assert.Equal(
            [300, 259, 260, 111, 114, 108, 100],
            TextTokenizer.Load(Case("02", "bos")).EncodePrompt("hello world")
        );

    [SkippableFact]
    public void The_space_in_front_that_the_configuration_adds_is_there() =>
        Assert.Equal(
            [32, 259, 260, 111, 114, 108, 100],
            TextTokenizer.Load(Case("02", "prefixspace")).EncodePrompt("hello world")
        );

    [SkippableFact]
    public void Tokens_of_the_files_beside_a_vocabulary_are_found() =>
        Assert.Equal([97, 32, 301, 32, 302], TextTokenizer.Load(Case("03", "tokenizer")).Encode("a <pad> [MASK]"));

    [SkippableTheory]
    [InlineData("e\u0301clair")]
    [InlineData("\u00e9clair")]
    public void A_token_in_composed_text_is_found_in_either_spelling(string text) =>
        Assert.Equal([301], TextTokenizer.Load(Case("04", "tokenizer")).Encode(text));

    [SkippableTheory]
    [InlineData("padding")]
    [InlineData("truncation")]
    public void How_batches_are_padded_and_cut_changes_no_token_of_a_prompt(string folder) =>
        Assert.Equal([259, 260, 111, 114, 108, 100], TextTokenizer.Load(Case("05", folder)).Encode("hello world"));

    [SkippableTheory]
    [InlineData("06", "tokenizer")]
    [InlineData("r04-tokenizer-invalid-utf8")]
    public void Text_that_is_no_Unicode_is_refused_with_the_file(params string[] folder)
    {
        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(Case(folder)));

        Assert.EndsWith("tokenizer.json", refusal.File, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_pattern_that_tries_the_same_letters_in_many_ways_ends_at_once()
    {
        var tokenizer = TextTokenizer.Load(Case("r05-tokenizer-catastrophic-regex"));
        var clock = Stopwatch.StartNew();

        // A vocabulary of whole words, of which the piece between two matches is none.
        var refusal = Assert.Throws<PromptException>(() =>
            tokenizer.Encode($"Hello world, the names {new string('a', 41)}!")
        );

        Assert.Contains("is none of the 592 words", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    private static string Case(params string[] parts) => SharedFolder.PathOf(["cases", .. parts]);
}

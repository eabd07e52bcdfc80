namespace Circuitry.Experiments.Tests;

public sealed class PrimerGrammarTests
{
    private static IEnumerable<string> Lines(int seed) =>
        PrimerLanguage.Texts(300, seed).Select(text => string.Join(' ', text.Tokens));

    [Fact]
    public void The_same_seed_draws_the_same_texts_and_another_seed_others()
    {
        Assert.Equal(Lines(seed: 3), Lines(seed: 3));
        Assert.NotEqual(Lines(seed: 3), Lines(seed: 4));
    }

    [Fact]
    public void Every_text_fits_the_context_with_an_end_of_text()
    {
        foreach (var text in PrimerLanguage.Texts(5000))
        {
            Assert.InRange(text.Tokens.Count + 1, 4, Primer.Declared.Context);
        }
    }

    [Fact]
    public void Every_kind_of_text_comes_as_often_as_its_share_says()
    {
        var counts = PrimerLanguage.Texts(5000).CountBy(text => text.Kind).ToDictionary();

        Assert.Equal(100, PrimerGrammar.Shares.Sum(share => share.Percent));
        Assert.Equal(Enum.GetValues<TextKind>(), PrimerGrammar.Shares.Select(share => share.Kind).Order());
        Assert.All(
            PrimerGrammar.Shares,
            share => Assert.InRange(counts[share.Kind] / 50.0, share.Percent - 2, share.Percent + 2)
        );
    }

    [Fact]
    public void A_repetition_says_its_different_tokens_again_once_or_twice()
    {
        foreach (var text in PrimerLanguage.Texts(2000).Where(text => text.Kind == TextKind.Repetition))
        {
            var length = text.Tokens.Distinct().Count();

            Assert.Contains(text.Tokens.Count / (double)length, new[] { 2.0, 3.0 });
            Assert.Equal(length + 1, text.Predictable);
            Assert.All(
                Enumerable.Range(length, text.Tokens.Count - length),
                i => Assert.Equal(text.Tokens[i - length], text.Tokens[i])
            );
        }
    }

    [Fact]
    public void Every_word_of_the_vocabulary_but_the_year_00_and_the_end_of_text_is_in_some_text()
    {
        var seen = PrimerLanguage
            .Texts(40_000)
            .Where(text => text.Kind != TextKind.Repetition)
            .SelectMany(text => text.Tokens)
            .ToHashSet();

        Assert.Equal(
            [PrimerVocabulary.EndOfText, "00"],
            Enumerable
                .Range(0, PrimerLanguage.Tokenizer.Count)
                .Where(token => !seen.Contains(token))
                .Select(PrimerLanguage.Tokenizer.TokenText)
        );
    }
}

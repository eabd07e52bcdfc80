namespace Circuitry.Experiments;

/// <summary>Texts of Primer's grammar by step, each a separate prompt, as in the tasks.</summary>
internal static class PrimerTexts
{
    /// <summary>Texts to train on; another seed gives others.</summary>
    public static TextStream Stream(TextTokenizer tokenizer, int seed, int texts)
    {
        var grammar = new PrimerGrammar(tokenizer);
        return new TextStream(
            FormattableString.Invariant($"Primer, seed {seed}, {texts} texts\n{PrimerVocabulary.TokenizerJson()}"),
            step => new Prompts(Draw(grammar, seed, step, texts).Select(text => text.Tokens))
        );
    }

    /// <summary>Texts to measure on, with their predictable tokens.</summary>
    public static IEnumerable<TextBatch> Batches(TextTokenizer tokenizer, int seed, int texts, int batches)
    {
        var grammar = new PrimerGrammar(tokenizer);
        return Enumerable
            .Range(0, batches)
            .Select(step => Draw(grammar, seed, step, texts))
            .Select(drawn => new TextBatch(
                new Prompts(drawn.Select(text => text.Tokens)),
                [.. drawn.Select(text => Math.Max(1, text.Predictable))]
            ));
    }

    private static PrimerText[] Draw(PrimerGrammar grammar, int seed, int step, int texts)
    {
        var dice = Dice.For(seed, step);
        return [.. Enumerable.Range(0, texts).Select(_ => grammar.Draw(dice))];
    }
}

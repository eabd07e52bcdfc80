namespace Circuitry.Experiments;

/// <summary>Texts of Primer's grammar by the step, each a prompt of its own, as the tasks have them.</summary>
internal static class PrimerTexts
{
    /// <summary>A stream of texts; another seed gives others.</summary>
    public static TextStream Stream(TextTokenizer tokenizer, int seed, int texts)
    {
        var grammar = new PrimerGrammar(tokenizer);
        return new TextStream(
            FormattableString.Invariant($"Primer, seed {seed}, {texts} texts\n{PrimerVocabulary.TokenizerJson()}"),
            step =>
            {
                var dice = Dice.For(seed, step);
                return new Prompts(Enumerable.Range(0, texts).Select(_ => grammar.Draw(dice).Tokens));
            }
        );
    }
}

namespace Circuitry.Experiments;

/// <summary>The pipeline on texts of Primer's grammar, and its settings there.</summary>
internal static class PrimerPipeline
{
    /// <summary>
    /// Repeats stay: copying a row of tokens is one of the grammar's behaviours. Attention carries what distinguishes behaviours:
    /// which earlier token is wanted.
    /// </summary>
    public static PipelineOptions Options(PipelineOptions asked) =>
        asked with
        {
            Contexts = asked.Contexts with { DropRepeats = false },
            Vectors = asked.Vectors with
            {
                Sites = [.. FeatureSite.All(Primer.Declared).Where(site => site.Hook == HookSite.AttentionOutput)],
            },
        };

    /// <summary>The texts, with the behaviours that the grammar names.</summary>
    public static IEnumerable<CorpusText> Corpus(TextTokenizer tokenizer, int seed)
    {
        var behaviours = new PrimerBehaviours(tokenizer);
        return new PrimerGrammar(tokenizer).Texts(seed).Select(behaviours.Of);
    }
}

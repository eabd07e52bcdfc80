namespace Circuitry.Experiments;

/// <summary>The pipeline on texts of Primer's grammar, and its settings there.</summary>
internal static class PrimerPipeline
{
    /// <summary>
    /// Repeats stay: copying a row of tokens is one of the grammar's behaviours. Attention carries what distinguishes behaviours:
    /// which earlier token is wanted.
    /// </summary>
    public static PipelineOptions Options(int seed, int contexts) =>
        new()
        {
            Contexts = new ContextOptions
            {
                Count = contexts,
                DropRepeats = false,
                Seed = seed,
            },
            Vectors = new VectorOptions
            {
                Kind = VectorKind.LastActivations,
                Sites = [.. FeatureSite.All(Primer.Declared).Where(site => site.Hook == HookSite.AttentionOutput)],
                Seed = seed,
            },
            Seed = seed,
        };

    /// <summary>The clustering algorithm; its power was chosen on texts of seed 7.</summary>
    public static IClusterer Clusterer(bool spectral) =>
        spectral ? new SpectralClustering(new MlNetKMeans(), sharpness: 16) : new MlNetKMeans();

    /// <summary>The texts, with the behaviours that the grammar names.</summary>
    public static IEnumerable<CorpusText> Corpus(TextTokenizer tokenizer, int seed, int texts)
    {
        var behaviours = new PrimerBehaviours(tokenizer);
        return new PrimerGrammar(tokenizer).Texts(seed).Take(texts).Select(behaviours.Of);
    }
}

namespace Circuitry.Pipelines;

/// <summary>A feature experiment that has texts of its own: evidence about features, the quality of dictionaries and pipelines come from them.</summary>
public interface ICorpus
{
    /// <summary>Texts of a seed, as many as one takes.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="seed">The seed; texts of different seeds are drawn apart.</param>
    static abstract IEnumerable<CorpusText> Texts(TextTokenizer tokenizer, int seed);

    /// <summary>Batches of texts of a seed, with the token from which each can be predicted.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="texts">The number of texts in a batch.</param>
    /// <param name="batches">The number of batches.</param>
    static abstract IEnumerable<TextBatch> Batches(TextTokenizer tokenizer, int seed, int texts, int batches);

    /// <summary>The settings of a pipeline on these texts.</summary>
    /// <param name="options">The settings, with the seed and the number of contexts that were asked for.</param>
    static virtual PipelineOptions Pipeline(PipelineOptions options) => options;
}

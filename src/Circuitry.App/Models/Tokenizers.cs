namespace Circuitry.App;

/// <summary>The tokenizer of a loaded experiment's model, for what people read.</summary>
internal static class Tokenizers
{
    /// <summary>The tokenizer in the folder of the weights; null where there is none.</summary>
    public static TextTokenizer? Of(ExperimentEntry entry, LoadRequest request)
    {
        if (entry.MakesWeights)
        {
            return null;
        }

        try
        {
            return (request.Weights ?? entry.OwnFolder) is { } folder ? TextTokenizer.Load(folder) : null;
        }
        catch (TokenizerException)
        {
            // Prompts of token ids need none; those of texts were refused before.
            return null;
        }
    }
}

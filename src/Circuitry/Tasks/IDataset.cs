namespace Circuitry;

/// <summary>Makes pairs of clean and corrupted prompts. A class with a parameterless constructor, named in <c>[Dataset]</c>.</summary>
public interface IDataset
{
    /// <summary>Makes pairs; the same request gives the same pairs.</summary>
    PromptPairs Make(DatasetRequest request);
}

/// <summary>The request of an experiment to its data set.</summary>
public sealed record DatasetRequest
{
    /// <summary>Number of pairs; 0 for all there are.</summary>
    public required int Size { get; init; }

    /// <summary>The seed of all random choices.</summary>
    public required int Seed { get; init; }

    /// <summary>The architecture of the model that will read the prompts.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The path the model is loaded from, and so its tokenizer; null if it is not loaded from a path.</summary>
    public string? ModelPath { get; init; }

    /// <summary>A tokenizer to use instead of the one at <see cref="ModelPath"/>.</summary>
    public TextTokenizer? Tokenizer { get; init; }

    /// <summary>The model's tokenizer. Data sets of texts call this; those of token ids need none.</summary>
    /// <exception cref="PromptException">There is neither a tokenizer nor a path to read it from.</exception>
    /// <exception cref="TokenizerException">
    /// The model's folder has no tokenizer, or not one that is understood, or the tokenizer is of another model: its vocabulary is
    /// larger, or texts start or end with other tokens.
    /// </exception>
    public TextTokenizer RequireTokenizer()
    {
        var tokenizer =
            Tokenizer
            ?? (
                ModelPath is not null
                    ? TextTokenizer.Load(ModelPath)
                    : throw new PromptException(
                        "the data set is made of texts and the model came without its folder, so that there is no tokenizer; "
                            + "load the experiment from a folder, or give From the prompts of MakePrompts(folder)"
                    )
            );
        ModelTokens.Check(Architecture, tokenizer);
        if (Tokenizer is not null && ModelPath is not null)
        {
            ModelTokens.Check(TokenizerFolder.Of(ModelPath), tokenizer);
        }

        return tokenizer;
    }
}

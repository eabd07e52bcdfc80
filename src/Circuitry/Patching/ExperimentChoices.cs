namespace Circuitry;

/// <summary>What an experiment takes at run time instead of what its attributes declare; results say so in their provenance.</summary>
public sealed record ExperimentChoices
{
    /// <summary>Another data set; null for the declared one.</summary>
    public IDataset? Dataset { get; init; }

    /// <summary>Number of pairs, 0 for all; null for the declared number, or all of another data set.</summary>
    public int? Size { get; init; }

    /// <summary>The seed of the data set; null for the declared one.</summary>
    public int? Seed { get; init; }

    /// <summary>Another metric; null for the declared one.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Another ablation; null for the declared one.</summary>
    public Ablation? Ablation { get; init; }

    /// <summary>The pairs of prompts under these choices. Emitted experiments call this.</summary>
    /// <param name="choices">The choices; null for none.</param>
    /// <param name="dataset">Makes the declared data set.</param>
    /// <param name="request">The declared request to it.</param>
    /// <exception cref="PromptException">The prompts cannot be made.</exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    public static PromptPairs Pairs(ExperimentChoices? choices, Func<IDataset> dataset, DatasetRequest request) =>
        PromptPairs.Made(
            choices?.Dataset ?? dataset(),
            request with
            {
                Size = choices?.Size ?? (choices?.Dataset is null ? request.Size : 0),
                Seed = choices?.Seed ?? request.Seed,
            }
        );
}

namespace Circuitry;

/// <summary>Makes pairs of clean and corrupted prompts. A class with a parameterless constructor, named in <c>[Dataset]</c>.</summary>
public interface IDataset
{
    /// <summary>Makes pairs; the same request gives the same pairs.</summary>
    PromptPairs Make(DatasetRequest request);
}

/// <summary>What an experiment asks of its data set.</summary>
public sealed record DatasetRequest
{
    /// <summary>How many pairs; 0 for all there are.</summary>
    public required int Size { get; init; }

    /// <summary>The seed of whatever is drawn at random.</summary>
    public required int Seed { get; init; }

    /// <summary>The architecture of the model that will read the prompts.</summary>
    public required Architecture Architecture { get; init; }
}

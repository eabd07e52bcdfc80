namespace Circuitry.Datasets;

/// <summary>The data set that made pairs of prompts, and the request to it.</summary>
public sealed record PromptOrigin
{
    /// <summary>The data set's class.</summary>
    public required Type Dataset { get; init; }

    /// <summary>Number of pairs requested; 0 for all.</summary>
    public required int Size { get; init; }

    /// <summary>The requested seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The file that the pairs were read from, where the data set is one (<see cref="FilePrompts"/>); null where it is a class.</summary>
    public string? File { get; init; }
}

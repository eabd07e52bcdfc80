namespace Circuitry;

/// <summary>The data set that made pairs of prompts, and what was asked of it.</summary>
public sealed record PromptOrigin
{
    /// <summary>The data set's class.</summary>
    public required Type Dataset { get; init; }

    /// <summary>How many pairs it was asked for; 0 for all.</summary>
    public required int Size { get; init; }

    /// <summary>The seed it was asked to draw with.</summary>
    public required int Seed { get; init; }
}

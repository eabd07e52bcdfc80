namespace Circuitry;

/// <summary>What the attributes of a SHIFT experiment say, as data.</summary>
public sealed record ShiftDeclaration
{
    /// <summary>The experiment class.</summary>
    public required string Experiment { get; init; }

    /// <summary>The model class.</summary>
    public required string Model { get; init; }

    /// <summary>The data set class.</summary>
    public required string Dataset { get; init; }

    /// <summary>How many training texts of each kind; 0 for all.</summary>
    public required int DatasetSize { get; init; }

    /// <summary>The data set's seed.</summary>
    public required int DatasetSeed { get; init; }

    /// <summary>The manifest of the dictionaries, as the declaration names it.</summary>
    public required string Dictionaries { get; init; }

    /// <summary>The block behind which the probe reads the residual stream.</summary>
    public required int Block { get; init; }

    /// <summary>The number of features that are judged.</summary>
    public required int Features { get; init; }
}

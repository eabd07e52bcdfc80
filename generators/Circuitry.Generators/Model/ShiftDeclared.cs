namespace Circuitry.Generators;

/// <summary>A class with [Shift], as far as its own source and its model's attribute tell.</summary>
internal sealed record ShiftDeclared
{
    /// <summary>The class.</summary>
    public required TypeHierarchy Type { get; init; }

    /// <summary>The model's class.</summary>
    public required TypeReference Model { get; init; }

    /// <summary>Where the model's architecture comes from.</summary>
    public required ArchitectureSource ModelSource { get; init; }

    /// <summary>The data set's class.</summary>
    public required TypeReference Dataset { get; init; }

    /// <summary>How many training texts of each kind; 0 for all.</summary>
    public required int DatasetSize { get; init; }

    /// <summary>The data set's seed.</summary>
    public required int DatasetSeed { get; init; }

    /// <summary>The judge's class; null where the researcher implements a method.</summary>
    public required TypeReference? Judge { get; init; }

    /// <summary>The manifest of the dictionaries, with forward slashes.</summary>
    public required string Dictionaries { get; init; }

    /// <summary>The block behind which the probe reads the residual stream.</summary>
    public required int Block { get; init; }

    /// <summary>The number of features that are judged.</summary>
    public required int Features { get; init; }

    /// <summary>What the program of the project knows of it.</summary>
    public required Listing Listing { get; init; }
}

/// <summary>A SHIFT experiment class to write.</summary>
/// <param name="Declared">What the attributes say.</param>
/// <param name="Dictionaries">The dictionaries, in forward order.</param>
internal sealed record ShiftSpec(ShiftDeclared Declared, EquatableArray<DeclaredDictionary> Dictionaries);

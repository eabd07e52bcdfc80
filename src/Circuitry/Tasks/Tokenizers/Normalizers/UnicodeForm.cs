namespace Circuitry.Datasets;

/// <summary>Unicode's normalization forms.</summary>
internal enum UnicodeForm
{
    /// <summary>Composed.</summary>
    C,

    /// <summary>Decomposed.</summary>
    D,

    /// <summary>Composed, with what is compatible taken as equal.</summary>
    KC,

    /// <summary>Decomposed, with what is compatible taken as equal.</summary>
    KD,
}

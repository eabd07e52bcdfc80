namespace Circuitry.Reports;

/// <summary>Which way a drawn circuit runs, from the embedding to the logits.</summary>
public enum DotDirection
{
    /// <summary>Downwards, one rank per layer.</summary>
    TopDown,

    /// <summary>To the right, one rank per layer.</summary>
    LeftToRight,
}

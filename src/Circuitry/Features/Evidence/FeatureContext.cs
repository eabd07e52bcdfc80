namespace Circuitry.Features;

/// <summary>A stretch of text in which a feature is active.</summary>
public sealed record FeatureContext
{
    /// <summary>The tokens' texts.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Which of the tokens has the largest activation of its sequence.</summary>
    public required int Index { get; init; }

    /// <summary>The activation at each of the tokens.</summary>
    public required IReadOnlyList<double> Activations { get; init; }

    /// <summary>The largest activation.</summary>
    public double Activation => Activations[Index];
}

namespace Circuitry.Pipelines;

/// <summary>What of a context its vector holds.</summary>
public enum VectorKind
{
    /// <summary>Feature activations at the context's last position.</summary>
    LastActivations,

    /// <summary>Feature activations, as means over the context's positions.</summary>
    MeanActivations,

    /// <summary>
    /// Linear effects: what replacing a feature by zero at all positions would do to the loss of the next token, estimated by the
    /// gradient.
    /// </summary>
    Effects,
}

/// <summary>What contexts are compared by.</summary>
public sealed record VectorOptions
{
    /// <summary>What vectors hold.</summary>
    public VectorKind Kind { get; init; } = VectorKind.Effects;

    /// <summary>The sites whose features they hold; null for all that have dictionaries.</summary>
    public IReadOnlyList<FeatureSite>? Sites { get; init; }

    /// <summary>The most columns; wider vectors are projected at random onto as many.</summary>
    public int Columns { get; init; } = 2048;

    /// <summary>Seed of the projection.</summary>
    public int Seed { get; init; }
}

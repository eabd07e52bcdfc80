namespace Circuitry.Pipelines;

/// <summary>The contents of a context's vector.</summary>
public enum VectorKind
{
    /// <summary>Feature activations at the context's last position.</summary>
    LastActivations,

    /// <summary>Feature activations, as means over the context's positions.</summary>
    MeanActivations,

    /// <summary>
    /// Linear effects: how the loss of the next token would change if a feature were zero at all positions, estimated by the gradient.
    /// </summary>
    Effects,
}

/// <summary>Options for the vectors by which contexts are compared.</summary>
public sealed record VectorOptions
{
    /// <summary>The contents of the vectors.</summary>
    public VectorKind Kind { get; init; } = VectorKind.Effects;

    /// <summary>The sites whose features the vectors hold; null for all that have dictionaries.</summary>
    public IReadOnlyList<FeatureSite>? Sites { get; init; }

    /// <summary>The maximum number of columns; wider vectors are randomly projected.</summary>
    public int Columns { get; init; } = 2048;

    /// <summary>Seed of the projection.</summary>
    public int Seed { get; init; }
}

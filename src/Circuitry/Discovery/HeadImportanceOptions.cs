namespace Circuitry.Discovery;

/// <summary>The activation that head importance compares with.</summary>
public enum ImportanceBaseline
{
    /// <summary>The replacement by the experiment's ablation, C(x') of the ACDC paper's equation 4.</summary>
    Ablated,

    /// <summary>Zero, for writers as for components: |C(x)^T dF/dC(x)|, where an MLP's C(x) has its b_out. As the ACDC paper's program has it whatever the ablation.</summary>
    Zero,
}

/// <summary>Options of head importance.</summary>
public sealed record HeadImportanceOptions
{
    /// <summary>The parts of the graph that are ranked; edges have no importance of their own. Null for neurons where those are the units, components where query, key and value inputs are apart and positions together, writers otherwise.</summary>
    public MaskUnits? Units { get; init; }

    /// <summary>The activation to compare with.</summary>
    public ImportanceBaseline Baseline { get; init; } = ImportanceBaseline.Ablated;

    /// <summary>Whether the scores of each layer are divided by their Euclidean norm (1e-6 at least), as the ACDC paper's program does.</summary>
    public bool NormalizeByLayer { get; init; }
}

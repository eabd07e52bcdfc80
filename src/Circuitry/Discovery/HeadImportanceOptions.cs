namespace Circuitry.Discovery;

/// <summary>What head importance compares an activation with.</summary>
public enum ImportanceBaseline
{
    /// <summary>What the experiment's ablation puts in its place, C(x') of the ACDC paper's equation 4.</summary>
    Ablated,

    /// <summary>Zero, for writers as for components: |C(x)^T dF/dC(x)|, where an MLP's C(x) has its b_out. As the ACDC paper's program has it whatever the ablation.</summary>
    Zero,
}

/// <summary>How head importance scores.</summary>
public sealed record HeadImportanceOptions
{
    /// <summary>What is ranked; edges have no importance of their own. Null for neurons where those are the units, components where query, key and value inputs are apart and positions together, writers otherwise.</summary>
    public MaskUnits? Units { get; init; }

    /// <summary>What an activation is compared with.</summary>
    public ImportanceBaseline Baseline { get; init; } = ImportanceBaseline.Ablated;

    /// <summary>Whether the scores of each layer are divided by their Euclidean norm (1e-6 at least), as the ACDC paper's program does.</summary>
    public bool NormalizeByLayer { get; init; }
}

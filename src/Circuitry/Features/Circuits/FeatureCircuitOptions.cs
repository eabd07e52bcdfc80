namespace Circuitry.Features;

/// <summary>Options of the search for a circuit of features.</summary>
[IdentityWithout(nameof(Checkpoint))]
public sealed record FeatureCircuitOptions
{
    /// <summary>Nodes with an absolute score above this are kept (the paper's T_N). Give this or <see cref="Nodes"/>.</summary>
    public double? NodeThreshold { get; init; }

    /// <summary>The number of nodes to keep, those of the largest absolute scores. Give this or <see cref="NodeThreshold"/>.</summary>
    public int? Nodes { get; init; }

    /// <summary>Edges with an absolute weight above this are kept (the paper's T_E).</summary>
    public double EdgeThreshold { get; init; }

    /// <summary>Where on the way gradients are integrated; null for one gradient at the clean run.</summary>
    public IntegrationRule? Rule { get; init; } = new MidpointRule(10);

    /// <summary>Options by which the circuit is measured.</summary>
    public FeatureEvaluationOptions Evaluation { get; init; } = new();

    /// <summary>
    /// Where to save a checkpoint of the scoring, from which a search that was interrupted resumes; null for none. It
    /// stays when the search is done: delete it once the result is saved.
    /// </summary>
    public string? Checkpoint { get; init; }
}

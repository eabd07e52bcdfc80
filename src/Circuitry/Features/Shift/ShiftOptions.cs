namespace Circuitry.Features.Shift;

/// <summary>Options of SHIFT.</summary>
public sealed record ShiftOptions
{
    /// <summary>The block behind which the probe reads the residual stream.</summary>
    public required int Block { get; init; }

    /// <summary>The number of features that are judged: those of the largest absolute effects on the probe.</summary>
    public int Features { get; init; } = 60;

    /// <summary>The number of training texts on which effects are estimated.</summary>
    public int Texts { get; init; } = 100;

    /// <summary>The points of the path from zero at which gradients are integrated.</summary>
    public IntegrationRule Rule { get; init; } = new MidpointRule(10);

    /// <summary>The options by which probes are trained.</summary>
    public ProbeOptions Probe { get; init; } = new();

    /// <summary>The seed of probes and of all random choices.</summary>
    public int Seed { get; init; }

    /// <summary>The amount of evidence that a judge is given.</summary>
    public FeatureEvidenceOptions Evidence { get; init; } = new();

    /// <summary>The options that a declaration sets.</summary>
    internal static ShiftOptions Of(ShiftDeclaration declaration) =>
        new()
        {
            Block = declaration.Block,
            Features = declaration.Features,
            Seed = declaration.DatasetSeed,
        };

    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Features);
        // One of each label.
        ArgumentOutOfRangeException.ThrowIfLessThan(Texts, 2);
        Probe.Check();
        Evidence.Check();
    }
}

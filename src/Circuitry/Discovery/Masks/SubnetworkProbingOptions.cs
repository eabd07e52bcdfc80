namespace Circuitry.Discovery.Masks;

/// <summary>Options of subnetwork probing.</summary>
public sealed record SubnetworkProbingOptions : ResumableOptions
{
    /// <summary>The cost of the expected density, in the metric's units: the larger, the sparser.</summary>
    public required double Lambda { get; init; }

    /// <summary>The parts of the graph that have gates; null for the graph's own units: edges, writers or neurons.</summary>
    public MaskUnits? Units { get; init; }

    /// <summary>Number of steps, each over all prompts.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The factor of the learning rate over the course of training.</summary>
    public MaskSchedule LearningRateSchedule { get; init; } = MaskSchedule.Constant;

    /// <summary>The factor of lambda over the course of training.</summary>
    public MaskSchedule LambdaSchedule { get; init; } = MaskSchedule.Constant;

    /// <summary>The value that every gate has at the start, without noise.</summary>
    public double InitialValue { get; init; } = 0.9;

    /// <summary>
    /// After how many steps without improvement of the smoothed objective training ends, counted from where lambda no longer
    /// changes; null for never.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>By how much the smoothed objective must fall to count as improved.</summary>
    public double LeastImprovement { get; init; } = 1e-4;

    /// <summary>Seed of the noise.</summary>
    public int Seed { get; init; }

    /// <summary>The settings of the ACDC paper's baseline (its program's published grid), but for its random rounding.</summary>
    public static SubnetworkProbingOptions Published(double lambda) =>
        new()
        {
            Lambda = lambda,
            Units = MaskUnits.Components,
            Steps = 10_000,
            LearningRate = 1e-3,
        };
}

namespace Circuitry.Discovery.Masks;

/// <summary>Options of edge pruning.</summary>
public sealed record EdgePruningOptions : ResumableOptions
{
    /// <summary>The share of edges to remove, reached at the end of the warm-up; above 1 it only pushes.</summary>
    public required double TargetSparsity { get; init; }

    /// <summary>The share of writers to remove, with a gate for each that all its edges pass; null for no such gates.</summary>
    public double? TargetWriterSparsity { get; init; }

    /// <summary>Number of steps, each over all prompts.</summary>
    public int Steps { get; init; } = 800;

    /// <summary>Number of steps over which the targets rise from 0 in a straight line.</summary>
    public int WarmupSteps { get; init; } = 600;

    /// <summary>Adam's learning rate for gates.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>The factor of the learning rate over the course of training.</summary>
    public MaskSchedule LearningRateSchedule { get; init; } = MaskSchedule.Constant;

    /// <summary>Adam's learning rate for the Lagrangian's multipliers, which ascend.</summary>
    public double MultiplierLearningRate { get; init; } = 0.03;

    /// <summary>The mean of the gates' logits at the start.</summary>
    public double InitialLogit { get; init; } = 3;

    /// <summary>The standard deviation of the gates' logits at the start.</summary>
    public double InitialSpread { get; init; } = 0.01;

    /// <summary>Seed of the start and the noise.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The settings published for GPT-2. At their start and rate no compiled program of a hundred edges was recovered: gates
    /// that noise seldom reaches move late, and then past each other.
    /// </summary>
    public static EdgePruningOptions Published(double targetSparsity) =>
        new()
        {
            TargetSparsity = targetSparsity,
            Steps = 3000,
            WarmupSteps = 2500,
            LearningRate = 0.8,
            MultiplierLearningRate = 0.8,
            InitialLogit = 10,
        };
}

namespace Circuitry.Discovery.Masks;

/// <summary>A factor over the course of training: one number, a straight line, another number.</summary>
/// <param name="Start">The factor up to <paramref name="From"/>.</param>
/// <param name="End">The factor from <paramref name="To"/> on.</param>
/// <param name="From">Where the line begins, as a share of the steps.</param>
/// <param name="To">Where the line ends, as a share of the steps.</param>
public readonly record struct MaskSchedule(double Start, double End, double From, double To)
{
    /// <summary>1 throughout, as the ACDC paper's program has it.</summary>
    public static MaskSchedule Constant { get; } = new(1, 1, 0, 0);

    /// <summary>0 for a quarter of the steps, then a line to 1 for half of them: Cao et al. 2021 for lambda.</summary>
    public static MaskSchedule LateRamp { get; } = new(0, 1, 0.25, 0.75);

    /// <summary>A line from 0 to 1 over the first tenth of the steps: Cao et al. 2021 for the learning rate.</summary>
    public static MaskSchedule Warmup { get; } = new(0, 1, 0, 0.1);

    /// <summary>The factor at a step, counted from 0.</summary>
    public double At(int step, int steps)
    {
        // The first step is not lost: a warm-up from 0 begins one step up.
        var done = (step + 1.0) / steps;
        return done >= To ? End
            : done <= From ? Start
            : Start + (End - Start) * (done - From) / (To - From);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Start} to {End} between {From} and {To}");

    /// <summary>Whether the line runs forwards within the course and its ends are finite numbers, none below 0.</summary>
    internal bool IsSound =>
        double.IsFinite(Start) && double.IsFinite(End) && Start >= 0 && End >= 0 && 0 <= From && From <= To && To <= 1;
}

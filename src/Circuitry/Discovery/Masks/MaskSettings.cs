namespace Circuitry.Discovery.Masks;

/// <summary>Checks of what trainings of masks are told.</summary>
internal static class MaskSettings
{
    /// <summary>The requirement on a schedule, for messages.</summary>
    public const string Sound =
        "between shares of the course in order, 0 to 1, with factors that are finite and not negative";

    public static void CheckCourse(int steps, double learningRate, MaskSchedule schedule)
    {
        Check(steps > 0, "Steps", steps, "positive");
        Check(learningRate > 0 && double.IsFinite(learningRate), "LearningRate", learningRate, "positive and finite");
        Check(schedule.IsSound, "LearningRateSchedule", schedule, Sound);
    }

    /// <exception cref="ArgumentException">The setting does not hold.</exception>
    public static void Check(bool holds, string setting, object? found, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{setting} is {found}; it must be {expected}"),
                "options"
            );
        }
    }
}

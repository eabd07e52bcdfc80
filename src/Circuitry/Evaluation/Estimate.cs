namespace Circuitry.Evaluation;

/// <summary>A number computed from prompts, with an interval that says how much it depends on which prompts were drawn.</summary>
public sealed record Estimate
{
    /// <summary>The number over all prompts; NaN where it is undefined.</summary>
    public required double Value { get; init; }

    /// <summary>The lower end of the interval; NaN where the number is undefined for every resample.</summary>
    public required double Lower { get; init; }

    /// <summary>The upper end of the interval; NaN where the number is undefined for every resample.</summary>
    public required double Upper { get; init; }

    /// <summary>The share of resamples between the ends.</summary>
    public required double Level { get; init; }

    /// <summary>Number of prompts.</summary>
    public required int Prompts { get; init; }

    /// <summary>Resamples for which the number is undefined, which the interval leaves out.</summary>
    public required int Undefined { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ReportText.Number(Value)} [{ReportText.Number(Lower)}, {ReportText.Number(Upper)}]";
}

namespace Circuitry.Evaluation;

/// <summary>One run of a sweep.</summary>
public sealed record SweepPoint
{
    /// <summary>The value of the parameter swept, such as a threshold.</summary>
    public required double Setting { get; init; }

    /// <summary>The way the run ended.</summary>
    public required SweepStatus Status { get; init; }

    /// <summary>Recovery of the ground truth by its circuit; null where there is none.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>Number of units its circuit keeps; null where there is none.</summary>
    public int? Kept { get; init; }

    /// <summary>The metric of its circuit, the mean over prompts; null where there is none.</summary>
    public double? Metric { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var result = (Status, Recovery) switch
        {
            (not SweepStatus.Finished, _) => $"{Status}, in no curve",
            (_, null) => "no recovery",
            _ =>
                $"edges {(Recovery.Edges is { } edges ? edges.Point.ToString() : "not chosen")}, nodes {Recovery.Nodes.Point}",
        };
        return FormattableString.Invariant($"{Setting:G6}: ")
            + (Kept is { } kept ? FormattableString.Invariant($"{kept} kept, ") : "")
            + result;
    }
}

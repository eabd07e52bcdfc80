using System.Diagnostics;
using System.Globalization;
using Circuitry.Work;

namespace Circuitry;

/// <summary>The progress of a piece of work, with what it reads off on the way and the work of the step under way.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Progress
{
    /// <summary>The work under way, such as the name of an algorithm or of a stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Number of steps done, the one under way not included.</summary>
    public required long Done { get; init; }

    /// <summary>Number of steps in all; null if unknown.</summary>
    public long? Total { get; init; }

    /// <summary>The plural noun for steps, such as readers or texts.</summary>
    public string Unit { get; init; } = "steps";

    /// <summary>Numbers of interest at this point, such as metric, loss or kept, in the order in which they are printed.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>The time spent since the work began or was resumed; null if it was not measured.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The estimated time left; null while there is nothing to estimate it by.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>Progress of the step under way, such as one algorithm of a comparison; null where steps are not divided.</summary>
    public Progress? Within { get; init; }

    /// <summary>
    /// Number of steps that are under way as one, such as ACDC searches that have decided alike so far; 0 where the step of
    /// <see cref="Within"/> has just ended and is counted in <see cref="Done"/>.
    /// </summary>
    public int Together { get; init; } = 1;

    /// <summary>The share that is done, from 0 to 1, the step under way included; null if the number of steps is unknown.</summary>
    public double? Share => Total > 0 ? Math.Min(1, (Done + Together * (Within?.Share ?? 0)) / Total.Value) : null;

    /// <summary>A reading by its name, this work's or else that of the step under way; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public double? this[string name]
    {
        get
        {
            foreach (var reading in Readings)
            {
                if (reading.Name == name)
                {
                    return reading.Value;
                }
            }

            return Within?[name];
        }
    }

    /// <summary>On one line: stage, steps and readings, those of the step under way behind them, and the time.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        for (var at = this; at is not null; at = at.Within)
        {
            parts.Add(string.Join(", ", [at.Steps(), .. at.Readings.Select(reading => reading.ToString())]));
        }

        return string.Join(", ", [string.Join(" > ", parts), .. Times()]);
    }

    private string Steps() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Stage}: {Done}{(Total is { } total ? $" of {total}" : "")} {Unit}"
        );

    private IEnumerable<string> Times()
    {
        if (Elapsed is { } elapsed)
        {
            yield return Duration(elapsed);
        }

        if (Left is { } left && Done != Total)
        {
            yield return Duration(left) + " left";
        }
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1 ? FormattableString.Invariant($"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
}

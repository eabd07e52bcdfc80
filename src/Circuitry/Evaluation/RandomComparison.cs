using static System.FormattableString;

namespace Circuitry.Evaluation;

/// <summary>A circuit against random ones that keep as many units.</summary>
/// <remarks>A random circuit of few edges seldom has a path to the logits; that it fails says little about how good another is.</remarks>
public sealed record RandomComparison
{
    /// <summary>The circuit's faithfulness.</summary>
    public required Estimate Faithfulness { get; init; }

    /// <summary>The faithfulness of every random circuit, in the order drawn.</summary>
    public required IReadOnlyList<double> Random { get; init; }

    /// <summary>By how much the circuit's faithfulness exceeds the mean of the random circuits'.</summary>
    public required Estimate Advantage { get; init; }

    /// <summary>The seed the circuits were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of random circuits that are at least as faithful; null where faithfulness is undefined, the circuit's or one of theirs.</summary>
    public int? AtLeastAsFaithful =>
        Random.Append(Faithfulness.Value).Any(double.IsNaN) ? null : Random.Count(value => value >= Faithfulness.Value);

    /// <summary>
    /// The chance of a random circuit at least as faithful, counting this one among them: (as faithful + 1) / (drawn + 1); NaN where
    /// faithfulness is undefined.
    /// </summary>
    public double Chance => (AtLeastAsFaithful + 1.0) / (Random.Count + 1) ?? double.NaN;

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines(
            ("faithfulness", $"{Faithfulness}"),
            (
                "random circuits",
                Invariant($"{Random.Count} drawn with seed {Seed}, mean {ReportText.Number(Random.Average())}, ")
                    + $"from {ReportText.Number(Random.Min())} to {ReportText.Number(Random.Max())}"
            ),
            ("advantage", $"{Advantage}"),
            (
                "at least as faithful",
                AtLeastAsFaithful is { } count
                    ? Invariant($"{count}, chance {ReportText.Number(Chance)}")
                    : ReportText.Number(double.NaN)
            )
        );
}

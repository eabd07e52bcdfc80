namespace Circuitry.Evaluation;

/// <summary>A point of a receiver operating characteristic.</summary>
/// <param name="FalsePositiveRate">The share of what is not there that was found.</param>
/// <param name="TruePositiveRate">The share of what is there that was found.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"({ReportText.Number(FalsePositiveRate)}, {ReportText.Number(TruePositiveRate)})";
}

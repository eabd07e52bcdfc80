using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Cost = Remark(
        "CIR037",
        "What an experiment costs",
        "'{0}' has {1} edges; measuring it holds {2}, and a patched run takes {3} floating-point operations{4}"
    );
}

/// <summary>Reports the edges, the bytes and the floating-point operations of an experiment.</summary>
internal sealed class Cost : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.Cost;

    public override void Check(CheckedExperiment experiment)
    {
        if (ExperimentSize.Of(experiment) is not { } size)
        {
            return;
        }

        var (cost, pairs, length) = (size.Cost, size.Pairs, size.Length);
        experiment.Report(
            Descriptor,
            experiment.Parts.Granularity,
            experiment.Name,
            Literal.Of(cost.Edges),
            size.IsKnown
                ? $"{ByteCount.Of(cost.Bytes(pairs, length))} ({size})"
                : $"{ByteCount.Of(cost.WeightBytes)} of weights and {ByteCount.Of(cost.TokenBytes * pairs * length)} for {size}",
            cost.Operations(pairs, length).ToString("0.0e0", CultureInfo.InvariantCulture),
            size.IsKnown ? "" : " for as much"
        );
    }
}

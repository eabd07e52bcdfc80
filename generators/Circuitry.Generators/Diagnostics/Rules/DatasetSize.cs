using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DatasetSize = Error(
        "CIR030",
        "A data set must be asked for as many pairs as it can make",
        "'{0}' cannot make {1}; ask for {2} with Size"
    );
}

/// <summary>A size that is negative, or below what the data set's class says it needs.</summary>
internal sealed class DatasetSize : ExperimentRule
{
    private const int Usual = 100;

    public override DiagnosticDescriptor Descriptor => Descriptors.DatasetSize;

    public override void Check(CheckedExperiment experiment)
    {
        var dataset = experiment.Parts.Dataset;
        var size = experiment.Declaration.DatasetSize;
        var least = experiment.Needs("Size");
        if (size >= 0 && size >= least)
        {
            return;
        }

        experiment.Report(
            Descriptor,
            dataset,
            "Size",
            FixProperties.Of(
                FixProperties.LeastSize,
                Literal.Of(dataset.Sets("Size") ? least : Math.Max(least, Usual))
            ),
            experiment.Dataset.Name,
            size == 0 ? "as many pairs as there are, because it draws them"
                : size == 1 ? "one pair"
                : Counted.Of(size, "pair"),
            least == 0 ? "0, which is all there are, or more" : FormattableString.Invariant($"{least} or more")
        );
    }
}

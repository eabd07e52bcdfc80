using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor GraphTooLarge = Error(
        "CIR040",
        "An experiment's graph must be of a size that can be numbered",
        "'{0}' cannot number its units: {1}; {2}"
    );
}

/// <summary>More edges than a graph numbers, which the runtime would refuse.</summary>
internal sealed class GraphTooLarge : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.GraphTooLarge;

    public override void Check(CheckedExperiment experiment)
    {
        var declared = experiment.Declaration;
        if (experiment.Architecture is not { } a || !declared.Granularity.IsOfGraph())
        {
            return;
        }

        // How many groups of positions there are shows only when the program runs.
        const int Groups = 0;
        var split = declared.SplitQueryKeyValue && declared.Granularity.IsOfEdges();
        if (GraphSize.Excess(a, split, declared.SplitEmbedding, Groups) is { } excess)
        {
            var isCured = split && GraphSize.Excess(a, false, declared.SplitEmbedding, Groups) is null;
            experiment.Report(
                Descriptor,
                experiment.Parts.Granularity,
                argument: null,
                isCured ? FixProperties.Of(FixProperties.MergesInputs, "true") : null,
                experiment.Name,
                excess,
                GraphSize.Remedy(a, split, declared.SplitEmbedding, Groups)
            );
        }
    }
}

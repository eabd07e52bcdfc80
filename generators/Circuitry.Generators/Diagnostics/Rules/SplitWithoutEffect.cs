using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SplitWithoutEffect = Warning(
        "CIR023",
        "A split must have something to split",
        "{0} of '{1}' has no effect: {2}; remove it"
    );
}

/// <summary>A granularity that splits what its graph or its model does not have.</summary>
internal sealed class SplitWithoutEffect : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SplitWithoutEffect;

    public override void Check(CheckedExperiment experiment)
    {
        var granularity = experiment.Parts.Granularity;
        var units = experiment.Declaration.Granularity;
        if (units.IsOfGraph() && !units.IsOfEdges() && granularity.Sets("SplitQueryKeyValue"))
        {
            Report(
                "SplitQueryKeyValue",
                $"a removed {units.ToString().ToLowerInvariant()} is removed for query, key and value alike"
            );
        }

        if (
            granularity.Get("SplitEmbedding", false)
            && experiment.Architecture is { Positions.Kind: not PositionEmbedding.Learned } a
        )
        {
            Report(
                "SplitEmbedding",
                $"the positions of '{experiment.Model.Name}' are {a.Positions.Kind}, not learned vectors"
            );
        }

        void Report(string argument, string reason) =>
            experiment.Report(Descriptor, granularity, argument, null, argument, experiment.Name, reason);
    }
}

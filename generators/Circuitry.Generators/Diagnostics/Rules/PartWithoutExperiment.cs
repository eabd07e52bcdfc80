using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PartWithoutExperiment = Error(
        "CIR022",
        "What belongs to an experiment must stand at one",
        "'{0}' has {1} and no [Experiment], so that nothing is emitted; add [Experiment]"
    );
}

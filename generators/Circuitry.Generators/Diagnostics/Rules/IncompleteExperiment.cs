using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor IncompleteExperiment = Error(
        "CIR004",
        "An experiment must say what it studies",
        "The experiment '{0}' lacks {1}; add it"
    );
}

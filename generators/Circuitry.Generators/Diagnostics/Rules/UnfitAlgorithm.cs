using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnfitAlgorithm = Error(
        "CIR046",
        "An algorithm must be one that an experiment can make",
        "The algorithm '{0}' {1}"
    );
}

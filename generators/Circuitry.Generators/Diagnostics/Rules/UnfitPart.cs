using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnfitPart = Error(
        "CIR024",
        "An experiment's data set and metric must be of the right kind",
        "The experiment '{0}' names '{1}' in [{2}], which {3}"
    );
}

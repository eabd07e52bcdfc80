using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor IncompleteShift = Error(
        "CIR060",
        "A SHIFT experiment must say what it studies",
        "The SHIFT experiment '{0}' lacks {1}; add it"
    );
}

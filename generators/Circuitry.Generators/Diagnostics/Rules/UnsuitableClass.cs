using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnsuitableClass = Error(
        "CIR003",
        "A declared class must be an ordinary class",
        "'{0}' {1}"
    );
}

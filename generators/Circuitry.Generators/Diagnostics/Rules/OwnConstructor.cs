using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor OwnConstructor = Error(
        "CIR042",
        "Constructors of a declared class must stand beside the emitted one",
        "'{0}' {1}"
    );
}

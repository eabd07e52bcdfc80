using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor OwnConstructor = Error(
        "CIR042",
        "Constructors of a declared class must not conflict with the emitted one",
        "'{0}' {1}"
    );
}

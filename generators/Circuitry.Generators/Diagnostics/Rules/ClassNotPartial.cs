using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ClassNotPartial = Error(
        "CIR001",
        "A declared class must be partial",
        "'{0}' must be declared 'partial', so that its other part can be emitted"
    );
}

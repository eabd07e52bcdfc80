using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "CIR002",
        "A type around a declared class must be partial",
        "'{0}' must be declared 'partial', because '{1}' inside it has an emitted part"
    );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ReservedName = Error(
        "CIR013",
        "A declared class must not have the name of one of its members",
        "'{0}' is also the name of a member that is emitted into the class; choose another name for the class"
    );
}

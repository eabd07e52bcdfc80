using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor FamilyTwice = Error(
        "CIR072",
        "A family must say each thing once",
        "The family '{0}' {1}"
    );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnfitFamilyRow = Error(
        "CIR071",
        "A row of a family must fit what it is given for",
        "The family '{0}' {1}"
    );
}

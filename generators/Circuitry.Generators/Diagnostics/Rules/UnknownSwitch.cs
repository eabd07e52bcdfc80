using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnknownSwitch = Error(
        "CIR070",
        "A family must name switches that exist",
        "The family '{0}' {1}"
    );
}

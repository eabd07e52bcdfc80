using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MissingSwitch = Error(
        "CIR073",
        "A family must give every switch that has no default",
        "The family '{0}' {1}"
    );
}

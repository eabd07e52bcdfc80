using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RuntimeHidden = Error(
        "CIR045",
        "The runtime must be visible under its own name",
        "What is emitted into '{0}' could not name the runtime: {1}"
    );
}

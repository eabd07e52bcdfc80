using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnknownFamily = Error(
        "CIR009",
        "A model must be of a known family",
        "'{0}' describes no known model: {1}; spell the architecture out in [Transformer] if it has one of Circuitry's"
    );
}

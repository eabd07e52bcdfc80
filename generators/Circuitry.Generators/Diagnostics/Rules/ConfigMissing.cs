using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ConfigMissing = Error(
        "CIR006",
        "A named config.json must be among the AdditionalFiles",
        "'{0}' is not among the AdditionalFiles: {1}; {2}"
    );
}

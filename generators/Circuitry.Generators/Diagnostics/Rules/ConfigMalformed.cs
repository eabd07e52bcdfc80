using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ConfigMalformed = Error(
        "CIR008",
        "A config.json must be JSON",
        "'{0}' cannot be read as JSON: {1}"
    );
}

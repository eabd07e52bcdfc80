using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ConfigAmbiguous = Error(
        "CIR007",
        "A named config.json must be one file",
        "'{0}' is the end of several AdditionalFiles: {1}; name more of the path"
    );
}

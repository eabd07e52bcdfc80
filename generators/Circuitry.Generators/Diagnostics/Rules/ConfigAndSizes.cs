using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ConfigAndSizes = Error(
        "CIR011",
        "An architecture is read from a file or spelt out, not both",
        "'{0}' reads its architecture from '{1}' and spells out {2}; remove one of them"
    );
}

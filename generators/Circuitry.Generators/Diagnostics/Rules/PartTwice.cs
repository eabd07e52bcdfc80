using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PartTwice = Error(
        "CIR020",
        "An experiment must say each thing once",
        "'{0}' has [{1}] twice; remove one"
    );
}

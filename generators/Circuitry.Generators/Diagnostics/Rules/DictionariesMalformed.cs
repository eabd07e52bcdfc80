using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DictionariesMalformed = Error(
        "CIR017",
        "A dictionaries.json must list dictionaries",
        "'{0}' cannot be read as a list of dictionaries: {1}"
    );
}

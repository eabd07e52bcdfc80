using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DictionariesNotListed = Error(
        "CIR016",
        "A named dictionaries.json must be one file among the AdditionalFiles",
        "'{0}' is not one file among the AdditionalFiles: {1}; {2}"
    );
}

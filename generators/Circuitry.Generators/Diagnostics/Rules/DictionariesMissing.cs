using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DictionariesMissing = Error(
        "CIR015",
        "A feature experiment must name its dictionaries",
        "The experiment '{0}' studies features and names no dictionaries; add [Dictionaries(\"...dictionaries.json\")]"
    );
}

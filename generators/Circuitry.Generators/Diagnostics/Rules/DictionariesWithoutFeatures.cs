using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DictionariesWithoutFeatures = Error(
        "CIR019",
        "Only feature experiments have dictionaries",
        "The experiment '{0}' names dictionaries and its units are {1}; declare [Granularity(Granularity.Feature)] or remove [Dictionaries]"
    );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor DictionaryUnfit = Error(
        "CIR018",
        "A dictionary must fit the model",
        "The dictionary that '{0}' lists for {1} does not fit the model: {2}"
    );
}

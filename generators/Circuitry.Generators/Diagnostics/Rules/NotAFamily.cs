using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotAFamily = Error(
        "CIR075",
        "A family is declared with [ModelType] and named at a model with a config.json",
        "'{0}' {1}"
    );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotATransformer = Error(
        "CIR005",
        "An experiment's model must be declared",
        "The experiment '{0}' names '{1}' as its model, which is not a class with [Transformer]; add the attribute to it or name one that has it"
    );
}

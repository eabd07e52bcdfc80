using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor Unsupported = Error(
        "CIR010",
        "An architecture must be complete, implemented, and of sizes that fit",
        "{0} cannot be turned into a model: {1}"
    );
}

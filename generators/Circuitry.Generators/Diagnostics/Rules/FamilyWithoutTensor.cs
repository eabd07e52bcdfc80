using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor FamilyWithoutTensor = Error(
        "CIR074",
        "A family must have a name for every weight of its models",
        "The family '{0}' has no name for {1}, which the model of '{2}' has; add a [StoredTensor] for each, or give the switch by which there is none"
    );
}

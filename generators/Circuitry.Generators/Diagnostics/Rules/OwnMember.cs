using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor OwnMember = Error(
        "CIR041",
        "A declared class must not have members that its emitted part has or uses",
        "'{0}' has a member '{1}' of its own, {2}; rename it"
    );
}

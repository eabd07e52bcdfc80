using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor JudgeMissing = Error(
        "CIR044",
        "A SHIFT experiment must have a judge",
        "The SHIFT experiment '{0}' names no judge and has no method that is one; add 'public partial Judgement Judge(FeatureEvidence evidence)' to it, or [Judge<...>]"
    );
}

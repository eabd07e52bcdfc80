using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MissingSizes = Error(
        "CIR012",
        "A spelt-out architecture must give all sizes",
        "'{0}' spells its architecture out without {1}; add what is missing or name a config.json"
    );
}

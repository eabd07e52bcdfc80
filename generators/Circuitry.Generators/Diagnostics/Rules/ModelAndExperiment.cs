using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ModelAndExperiment = Error(
        "CIR021",
        "A class is a model or an experiment, not both",
        "'{0}' has {1}; declare {2}"
    );
}

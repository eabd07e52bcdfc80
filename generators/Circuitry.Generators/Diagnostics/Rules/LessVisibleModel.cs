using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor LessVisibleModel = Error(
        "CIR025",
        "An experiment must not be more visible than its model",
        "The experiment '{0}' is {1} and its model '{2}' is {3}; make them equally visible, because the experiment's members show the model"
    );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ModelAndExperiment = Error(
        "CIR021",
        "A class is a model or an experiment, not both",
        "'{0}' has [Transformer] and [Experiment]; declare two classes and name the model in [Model<...>]"
    );
}

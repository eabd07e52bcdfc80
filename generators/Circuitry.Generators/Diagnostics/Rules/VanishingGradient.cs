using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor VanishingGradient = Error(
        "CIR034",
        "A metric's gradient must not vanish where a method takes it",
        "'{0}' cannot be scored by {1}: {2}"
    );
}

/// <summary>A method that takes the gradient at the clean run, under a metric that is least there.</summary>
internal sealed class VanishingGradient : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.VanishingGradient;

    public override void Check(CheckedUse use)
    {
        if (ExperimentMethods.Of(use) is { Vanishes: true } refused)
        {
            UnsuitableMethod.Report(use, Descriptor, refused);
        }
    }
}

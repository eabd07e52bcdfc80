using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnsuitableMethod = Error(
        "CIR035",
        "A method must support the experiment's ablation and granularity",
        "'{0}' cannot be studied by {1}: {2}"
    );
}

/// <summary>A method that does not support the ablation or the granularity.</summary>
internal sealed class UnsuitableMethod : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.UnsuitableMethod;

    public override void Check(CheckedUse use)
    {
        if (ExperimentMethods.Of(use) is { Vanishes: false } refused)
        {
            Report(use, Descriptor, refused);
        }
    }

    public static void Report(CheckedUse use, DiagnosticDescriptor descriptor, ExperimentMethods.Refused refused) =>
        use.Report(
            descriptor,
            refused.At,
            refused.Instead.Select(driver => new Replacement(driver, $"Use {driver}", driver)),
            refused.Experiment.Name,
            refused.Algorithm.Driver,
            refused.Reason
        );
}

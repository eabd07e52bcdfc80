using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor CorruptionMissing = Error(
        "CIR027",
        "Interchange needs corrupted prompts",
        "'{0}' makes clean prompts only, so that interchange puts every activation in place of itself; use Ablation.Zero or Ablation.Mean, or a data set that corrupts"
    );
}

/// <summary>Interchange with a data set that makes no corrupted prompts.</summary>
internal sealed class CorruptionMissing : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.CorruptionMissing;

    public override void Check(CheckedExperiment experiment)
    {
        if (experiment.Declaration.Ablation.NeedsCorruption && experiment.IsCleanOnly)
        {
            experiment.Report(Descriptor, experiment.Parts.Corruption, experiment.Dataset.Name);
        }
    }
}

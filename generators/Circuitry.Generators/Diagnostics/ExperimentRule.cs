using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>
/// A check of an experiment that is well formed: whether its parts fit each other. What it finds stops no emission, so that it
/// can be suppressed where it does not apply.
/// </summary>
internal abstract class ExperimentRule
{
    /// <summary>What it reports.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what does not fit.</summary>
    public abstract void Check(CheckedExperiment experiment);
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>
/// A check of an experiment that is well formed: whether its parts fit each other. Its findings do not stop emission, so that
/// they can be suppressed where they do not apply.
/// </summary>
internal abstract class ExperimentRule
{
    /// <summary>The diagnostic that the rule reports.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what does not fit.</summary>
    public abstract void Check(CheckedExperiment experiment);
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor VocabularyTooSmall = Error(
        "CIR028",
        "A model must have the tokens of the data set",
        "'{0}' {1}, and '{2}' {3} {4}; use the model and the data set that belong together"
    );
}

/// <summary>Token ids, known while compiling, that the model does not have.</summary>
internal sealed class VocabularyTooSmall : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.VocabularyTooSmall;

    public override void Check(CheckedExperiment experiment)
    {
        if (experiment.Architecture is not { } a)
        {
            return;
        }

        if (experiment.Makes("TokenIds") is var ids && ids > a.Vocabulary)
        {
            Report(FormattableString.Invariant($"makes token ids up to {ids - 1}"), "reads", a.Vocabulary);
        }
        else if (experiment.Needs("Vocabulary") is var read && read > a.Vocabulary)
        {
            Report(FormattableString.Invariant($"needs {Counted.Of(read, "token")}"), "reads", a.Vocabulary);
        }
        else if (experiment.Needs("OutputVocabulary") is var written && written > a.OutputVocabulary)
        {
            Report(
                FormattableString.Invariant($"needs logits of {Counted.Of(written, "token")}"),
                "writes",
                a.OutputVocabulary
            );
        }

        void Report(string needed, string verb, int there) =>
            experiment.Report(
                Descriptor,
                experiment.Parts.Dataset,
                experiment.Dataset.Name,
                needed,
                experiment.Model.Name,
                verb,
                Literal.Of(there)
            );
    }
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PromptsTooLong = Error(
        "CIR029",
        "Prompts must fit the model's context",
        "'{0}' {1} a context of {2} tokens, and '{3}' has {4}; use shorter prompts or a model that reads longer ones"
    );
}

/// <summary>Prompts, of a length known while compiling, that are longer than the model can read.</summary>
internal sealed class PromptsTooLong : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PromptsTooLong;

    public override void Check(CheckedExperiment experiment)
    {
        // Positions that are not learned go on behind the context.
        if (experiment.Architecture is not { Positions.Kind: PositionEmbedding.Learned } a)
        {
            return;
        }

        int made = experiment.Makes("LongestPrompt"),
            needed = experiment.Needs("Context");
        if (made > a.Context || needed > a.Context)
        {
            experiment.Report(
                Descriptor,
                experiment.Parts.Dataset,
                experiment.Dataset.Name,
                made >= needed ? "makes prompts that fill" : "needs",
                Literal.Of(Math.Max(made, needed)),
                experiment.Model.Name,
                Literal.Of(a.Context)
            );
        }
    }
}

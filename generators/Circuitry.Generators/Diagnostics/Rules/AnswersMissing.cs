using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor AnswersMissing = Error(
        "CIR026",
        "A data set must have the answers that its metric needs",
        "The metric '{0}' needs {1}, and '{2}' makes pairs with {3}; use {4}, or another data set"
    );
}

/// <summary>A metric of answers that the data set does not have.</summary>
internal sealed class AnswersMissing : ExperimentRule
{
    private const int Unsaid = 0,
        None = 1,
        Right = 2;

    public override DiagnosticDescriptor Descriptor => Descriptors.AnswersMissing;

    public override void Check(CheckedExperiment experiment)
    {
        if (
            Attributes.Find(experiment.Metric, "MetricNeedsAttribute") is not { ConstructorArguments: [var argument] }
            || argument.Value is not int needed
        )
        {
            return;
        }

        var made = experiment.Makes("Answers");
        if (made != Unsaid && made < needed)
        {
            experiment.Report(
                Descriptor,
                experiment.Parts.Metric,
                experiment.Metric.Name,
                needed == Right ? "answer tokens" : "right and wrong answer tokens",
                experiment.Dataset.Name,
                made == None ? "none" : "right ones only",
                made == None ? "KlDivergence or MeanSquaredError" : "AnswerLoss or KlDivergence"
            );
        }
    }
}

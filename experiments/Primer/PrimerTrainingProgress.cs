namespace Circuitry.Experiments;

/// <summary>Progress of a training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Cross entropy of this step's texts, in nats.</param>
/// <param name="Accuracies">The share of held-out prompts answered right, by task, where taken after this step; else null.</param>
/// <param name="Elapsed">Time since this training started or was resumed.</param>
public sealed record PrimerTrainingProgress(
    int Step,
    int Steps,
    double Loss,
    IReadOnlyList<(PrimerTask Task, double Accuracy)>? Accuracies,
    TimeSpan Elapsed
);

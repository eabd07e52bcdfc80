namespace Circuitry.Experiments;

/// <summary>Progress of a training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Cross entropy of this step's sequences at their predictable positions, in nats.</param>
/// <param name="Accuracy">
/// The share of predictable positions of held-out sequences answered right, when last taken; null until then.
/// </param>
/// <param name="Elapsed">Time since the first step.</param>
public sealed record InductionTrainingProgress(int Step, int Steps, double Loss, double? Accuracy, TimeSpan Elapsed);

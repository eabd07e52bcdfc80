namespace Circuitry;

/// <summary>What the training of a mask ends in: a probability for every unit, and the circuit it rounds to.</summary>
/// <remarks>
/// Probabilities are no effects: they say how often a drawn mask keeps a unit, not how much the loss rises without it, so
/// that they rank units of one training and compare with no other method's scores.
/// </remarks>
public sealed class LearnedMask
{
    internal LearnedMask(
        Experiment experiment,
        IReadOnlyList<double> probabilities,
        IEnumerable<int> kept,
        CircuitMethod method
    )
    {
        Probabilities = probabilities;
        Circuit = Circuit.Of(experiment, kept, [.. probabilities.Select(p => (double?)p)], null, method);
    }

    /// <summary>For every unit of the graph the probability that a drawn mask keeps it, its gate being 1/2 or more.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The kept units; each unit's score is its probability.</summary>
    public Circuit Circuit { get; }

    /// <summary>The units that are kept at least so often, in the graph's order.</summary>
    public IReadOnlyList<int> UnitsAtLeast(double probability) =>
        [.. Enumerable.Range(0, Probabilities.Count).Where(unit => Probabilities[unit] >= probability)];

    /// <summary>The probabilities that logits stand for.</summary>
    internal static double[] ProbabilitiesOf(double[] logits) =>
        [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
}

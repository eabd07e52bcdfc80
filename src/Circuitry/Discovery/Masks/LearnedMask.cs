namespace Circuitry.Discovery.Masks;

/// <summary>The result of training a mask: a probability for every unit, and the circuit it rounds to.</summary>
/// <remarks>
/// Probabilities are no effects: they say how often a drawn mask keeps a unit, not how much the loss rises without it, so
/// that they rank units of one training and compare with no other method's scores.
/// </remarks>
public sealed class LearnedMask
{
    /// <summary>The setting of a circuit's method that says whether a target sparsity was missed, "true" or "false".</summary>
    internal const string TargetMissedSetting = "target_missed";

    internal LearnedMask(
        GraphExperiment experiment,
        IReadOnlyList<double> probabilities,
        IEnumerable<int> kept,
        CircuitMethod method,
        IReadOnlyList<MaskSparsity> sparsity
    )
    {
        Probabilities = probabilities;
        Sparsity = sparsity;
        Circuit = Circuit.Of(
            experiment,
            UnitSet.Of(experiment.Units, kept),
            [.. probabilities.Select(p => (double?)p)],
            null,
            WithOutcome(method)
        );
    }

    /// <summary>For every unit of the graph the probability that a drawn mask keeps it, its gate being 1/2 or more.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The kept units; each unit's score is its probability.</summary>
    public Circuit Circuit { get; }

    /// <summary>The sparsity that the gates reached, kind by kind. An edge that depends on several gates goes when one of them is shut, so that circuits can be sparser.</summary>
    public IReadOnlyList<MaskSparsity> Sparsity { get; }

    /// <summary>Whether training ended off a target sparsity, so that the circuit is not the one that was asked for; more steps or a higher learning rate of the multipliers may hold it.</summary>
    public bool TargetMissed => Sparsity.Any(sparsity => sparsity.IsMissed);

    /// <summary>The units that are kept at least so often.</summary>
    public UnitSet UnitsAtLeast(double probability) =>
        UnitSet.Of(
            Circuit.Units,
            Enumerable.Range(0, Probabilities.Count).Where(unit => Probabilities[unit] >= probability)
        );

    /// <summary>The circuit as a comparison takes it, with what was missed.</summary>
    internal SearchResult ToResult() => new(Circuit, TargetMissed ? string.Join("; ", Sparsity) : null);

    /// <summary>The probabilities that logits stand for.</summary>
    internal static double[] ProbabilitiesOf(double[] logits) =>
        [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];

    private CircuitMethod WithOutcome(CircuitMethod method)
    {
        var settings = new SortedDictionary<string, string>(method.Settings.ToDictionary(), StringComparer.Ordinal);
        foreach (var sparsity in Sparsity)
        {
            settings[$"sparsity_of_{sparsity.Gates}"] = FormattableString.Invariant($"{sparsity.Reached}");
        }

        if (Sparsity.Any(sparsity => sparsity.Target is not null))
        {
            settings[TargetMissedSetting] = TargetMissed ? "true" : "false";
        }

        return method with
        {
            Settings = settings,
        };
    }
}

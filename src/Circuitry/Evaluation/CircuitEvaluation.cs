namespace Circuitry.Evaluation;

/// <summary>Everything that is measured of one circuit of an experiment.</summary>
public sealed record CircuitEvaluation
{
    /// <summary>The circuit: what it is enough for.</summary>
    public required SubgraphMeasure Circuit { get; init; }

    /// <summary>The rest of the model: what the circuit is not needed for.</summary>
    public required SubgraphMeasure Complement { get; init; }

    /// <summary>The contribution of each unit.</summary>
    public required Minimality Minimality { get; init; }

    /// <summary>Random circuits of equal size.</summary>
    public required RandomComparison Random { get; init; }

    /// <summary>Whether it answers what the model answers.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>Measures a circuit; one patched run per unit and per random circuit is the bulk of the work.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="kept">The circuit's units.</param>
    /// <param name="bootstrap">How intervals are made; null for <see cref="Bootstrap.Default"/>.</param>
    /// <param name="draws">How many random circuits.</param>
    /// <param name="seed">The seed they are drawn with.</param>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    public static CircuitEvaluation Of(
        GraphExperiment experiment,
        UnitSet kept,
        Bootstrap? bootstrap = null,
        int draws = 100,
        int seed = 0
    )
    {
        var evaluator = new Evaluator(experiment, bootstrap);
        return new CircuitEvaluation
        {
            Circuit = evaluator.Measure(kept),
            Complement = evaluator.MeasureComplement(kept),
            Minimality = evaluator.Minimality(kept),
            Random = evaluator.AgainstRandom(kept, draws, seed),
            Agreement = Agreement.Of(experiment, kept, bootstrap),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"circuit\n{Circuit}\nwithout the circuit\n{Complement}\nloss without each unit\n{Minimality}\n"
        + $"random circuits\n{Random}\nagreement\n{Agreement}";
}

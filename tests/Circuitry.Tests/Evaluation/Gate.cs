namespace Circuitry.Tests;

/// <summary>Edges whose measure is a rule over them, one factor per prompt; higher is better.</summary>
internal sealed class Gate(Func<UnitSet, double> rule, params double[] prompts) : IMeasured
{
    public Units Units { get; } = SmallUnits;

    public static EdgeUnits SmallUnits { get; } = new(new Graph(SmallArchitectures.Gpt2()));

    public Metric Metric { get; } = new LogitDifference();

    /// <summary>1 when either head of the first layer has a path through the first MLP to the logits.</summary>
    public static Gate Or(params double[] prompts) =>
        new(
            kept =>
            {
                bool Has(string name) => kept.Contains(name);
                bool Arm(int head) => Has($"input->a0.h{head}<v>") && Has($"a0.h{head}->m0");
                return (Arm(0) || Arm(1)) && Has("m0->logits") ? 1 : 0;
            },
            prompts
        );

    public static int Index(string name) => SmallUnits.IndexOf(name);

    public static UnitSet Edges(params string[] names) => UnitSet.Of(SmallUnits, names);

    /// <summary>Scores of named edges; all others score 0.</summary>
    public static UnitScores Scores(params (string Name, double Score)[] scores)
    {
        var values = new double[SmallUnits.Count];
        foreach (var (name, score) in scores)
        {
            values[Index(name)] = score;
        }

        return Scores(SmallUnits, values);
    }

    public static UnitScores Scores(Units units, IReadOnlyList<double> values) =>
        new(units, values, new CircuitMethod { Name = "by hand", Settings = new Dictionary<string, string>() });

    public double[] MeasureEach(UnitSet kept) => [.. prompts.Select(prompt => prompt * rule(kept))];
}

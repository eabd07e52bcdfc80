namespace Circuitry.Tests;

/// <summary>A graph whose measure is a rule over edges, one factor per prompt; higher is better.</summary>
internal sealed class Gate(Func<EdgeSet, double> rule, params double[] prompts) : IMeasured
{
    public Graph Graph { get; } = SmallGraph;

    public static Graph SmallGraph { get; } = new(SmallArchitectures.Gpt2(), Granularity.Edge);

    public Metric Metric { get; } = new LogitDifference();

    /// <summary>1 when either head of the first layer has a path through the first MLP to the logits.</summary>
    public static Gate Or(params double[] prompts) =>
        new(
            kept =>
            {
                bool Has(string name) => kept[Index(name)];
                bool Arm(int head) => Has($"input->a0.h{head}<v>") && Has($"a0.h{head}->m0");
                return (Arm(0) || Arm(1)) && Has("m0->logits") ? 1 : 0;
            },
            prompts
        );

    public static int Index(string name) =>
        Enumerable.Range(0, SmallGraph.EdgeCount).Single(edge => SmallGraph.UnitName(edge) == name);

    public static EdgeSet Edges(params string[] names) => EdgeSet.OfUnits(SmallGraph, names.Select(Index));

    /// <summary>Scores of named edges; all others score 0.</summary>
    public static UnitScores Scores(params (string Name, double Score)[] scores)
    {
        var values = new double[SmallGraph.EdgeCount];
        foreach (var (name, score) in scores)
        {
            values[Index(name)] = score;
        }

        return Scores(SmallGraph, values);
    }

    public static UnitScores Scores(Graph graph, IReadOnlyList<double> values) =>
        new(graph, values, new CircuitMethod { Name = "by hand", Settings = new Dictionary<string, string>() });

    public double[] MeasureEach(EdgeSet kept) => [.. prompts.Select(prompt => prompt * rule(kept))];
}

namespace Circuitry.Conformance;

/// <summary>Case 24: a circuit without units, such as a high threshold finds.</summary>
public sealed class EmptyCircuitCaseTests
{
    [SkippableTheory]
    [InlineData(Granularity.Edge)]
    [InlineData(Granularity.Node)]
    public void A_circuit_without_units_is_evaluated(Granularity granularity)
    {
        var model = Case24Model.Load(SharedFolder.PathOf("cases", "24"));
        var pair = PromptPairs.Of([PromptPair.AtLastPosition([1, 2, 3, 5], [1, 2, 4, 5], 7, 8)]);
        using GraphExperiment experiment =
            granularity == Granularity.Edge ? Case24Edges.From(model, pair) : Case24Nodes.From(model, pair);
        var found = new AcdcSearch(experiment, new AcdcOptions { Threshold = 1e6 }).Discover();
        Assert.Empty(found.Kept);
        var minimality = new Evaluator(experiment).Minimality(UnitSet.None(experiment.Units));
        Assert.Empty(minimality.Effects);
        Assert.Equal("no units\n", minimality.ToString());

        var evaluation = CircuitEvaluation.Of(experiment, found.ToUnitSet());
        Assert.Equal(0, evaluation.Circuit.Faithfulness.Value);
        Assert.Equal(1, evaluation.Complement.Faithfulness.Value);
        Assert.Empty(evaluation.Minimality.Effects);
        Assert.Equal(1, evaluation.Random.Chance);
        Assert.Equal(1, evaluation.Agreement.Prompts);
        Assert.Contains("loss without each unit\nno units\n", evaluation.ToString(), StringComparison.Ordinal);
    }
}

[Transformer("configs/case24/config.json")]
public sealed partial class Case24Model;

[Experiment, Model<Case24Model>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class Case24Edges;

[Experiment, Model<Case24Model>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class Case24Nodes;

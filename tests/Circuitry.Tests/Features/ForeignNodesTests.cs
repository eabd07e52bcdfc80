namespace Circuitry.Tests;

/// <summary>Nodes of a task with other sites, dictionaries or positions are refused.</summary>
public sealed class ForeignNodesTests
{
    [Fact]
    public void Nodes_of_another_task_are_refused()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        using var fewer = SmallFeatures.Dictionaries(model, dictionaries.Sites.Take(2));
        using var neurons = FeatureDictionaries.NeuronsOf(dictionaries.Sites, model.Architecture);
        var task = SmallFeatures.Task(model, dictionaries);
        using var evaluator = new FeatureMeasure(task);
        FeatureTask[] others =
        [
            SmallFeatures.Task(model, fewer),
            SmallFeatures.Task(model, neurons),
            SmallFeatures.Task(model, dictionaries, splitPositions: true),
        ];
        foreach (var other in others)
        {
            var all = UnitSet.All(other.Units);
            var scores = new FeatureIntegratedGradients(other, new MidpointRule(1)).Run();
            Action[] doors =
            [
                () => evaluator.Measure(all),
                () => evaluator.MeasureEach(all),
                () => new Evaluator(evaluator).Measure(all),
                () => new Evaluator(evaluator).MeasureComplement(all),
                () => new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 1 }).Discover(scores),
                () => FeatureCorrelation.Of(new FeatureExactEffects(task).Run(), scores),
            ];
            Assert.All(doors, door => Assert.Throws<UnitsException>(door));
        }

        // Units of the same nodes, of a task of its own, are the same.
        var again = SmallFeatures.Task(model, dictionaries);
        Assert.NotSame(task.Units, again.Units);
        Assert.Equal(evaluator.MeasureFull().Average(), evaluator.Measure(UnitSet.All(again.Units)), 1e-9);
    }

    [Fact]
    public void Numbers_and_sites_that_a_task_does_not_have_are_refused()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model, [FeatureSite.Mlp(0)]);
        var units = SmallFeatures.Task(model, dictionaries).Units;
        Assert.Throws<UnitsException>(() => units[-1]);
        Assert.Throws<UnitsException>(() => units[units.Count]);
        Assert.Throws<DictionaryException>(() => units.Offset(FeatureSite.Mlp(1)));
        Assert.Throws<DictionaryException>(() => units.Width(FeatureSite.Embedding));
        Assert.Throws<DictionaryException>(() => units.HasError(FeatureSite.Residual(0)));
        Assert.Equal(units.Count - 1, units.IndexOf(units[units.Count - 1]));
    }
}

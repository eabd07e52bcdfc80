using TorchSharp;

namespace Circuitry.Experiments.Tests;

/// <summary>What must hold for every experiment holds for those that ship, in the numbers that their weights are stored in.</summary>
public sealed class ShippedLawTests
{
    public static TheoryData<string> Shipped() =>
        [.. Catalogue.All.Where(shipped => shipped.Published is null).Select(shipped => shipped.Name)];

    public static TheoryData<string> WithSlopeAtTheCleanRun() =>
        ["induction", "primer-greater-than", "primer-induction", "primer-agreement"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void All_edges_kept_is_the_clean_model_and_none_kept_the_ablated_one(string name)
    {
        using var experiment = Catalogue.Find(name)!.Load(torch.CPU, null);
        using var scope = torch.NewDisposeScope();
        var all = experiment.Logits(EdgeSet.All(experiment.Graph));
        Assert.InRange(Distance(all, experiment.Target.CleanLogits), 0, 1e-5);
        if (experiment.Declaration.Ablation == Ablation.Interchange)
        {
            var corrupted = experiment.Runs.AtAnswers(
                experiment
                    .Transformer.FinalResidual(
                        Sequence.Of(experiment.Prompts.Corrupted, experiment.Transformer),
                        Tap.None
                    )
                    .unsqueeze(0)
            );
            var none = experiment.Logits(EdgeSet.None(experiment.Graph));
            Assert.InRange(Distance(none, experiment.Transformer.Unembed(corrupted, Tap.None).squeeze(0)), 0, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(WithSlopeAtTheCleanRun))]
    public void Eap_is_the_gradient_of_the_edge_mask(string name)
    {
        using var experiment = Catalogue.Find(name)!.Load(torch.CPU, null);
        var mask = new IntegratedGradients(
            experiment,
            new IntegratedGradientsOptions { Path = new MaskPath(), Rule = new RightRule(1) }
        ).Score();
        Near(mask.Values, new EdgeAttributionPatching(experiment).Score().Values, 1e-5);
    }

    [Theory]
    [InlineData("proportion")]
    [InlineData("induction")]
    public void Exact_effects_are_what_removing_each_edge_does(string name)
    {
        using var experiment = Catalogue.Find(name)!.Load(torch.CPU, null);
        var all = EdgeSet.All(experiment.Graph);
        var full = experiment.Metric.AsLoss(experiment.Measure(all));
        double[] measured =
        [
            .. Enumerable
                .Range(0, experiment.Graph.EdgeCount)
                .Select(edge =>
                    experiment.Metric.AsLoss(experiment.Measure(all.Without(experiment.Graph.EdgeAt(edge)))) - full
                ),
        ];
        Near(measured, new ExactEffects(experiment).Score().Values, 1e-5);
    }

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        var worst = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() / expected.Max(Math.Abs);
        Assert.True(worst <= tolerance, FormattableString.Invariant($"off by {worst} of the largest"));
    }

    private static double Distance(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var largest = (a - b).abs().max().to(torch.float64).item<double>();
        return largest / b.abs().max().to(torch.float64).item<double>();
    }
}

using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>All edges kept is the clean model, none kept the corrupted one, on every model, granularity and ablation.</summary>
public sealed class GraphLawTests
{
    /// <summary>Worst seen, relative to the largest logit: 6e-7 in float32, 1e-16 in float64.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string, ShippedAblation> Cases()
    {
        var data = new TheoryData<string, ShippedAblation>();
        foreach (var name in Declared.Names)
        {
            foreach (var ablation in Enum.GetValues<ShippedAblation>())
            {
                data.Add(name, ablation);
            }
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void All_edges_kept_is_the_clean_model(string name, ShippedAblation ablation)
    {
        using var scope = NewDisposeScope();
        using var experiment = new Variation(Declared.Load(name), ablation, new MeanSquaredError());
        using var run = experiment.Run(experiment.Prompts.Clean);
        Same(AtAnswers(experiment, Final(experiment, run)), experiment.Logits(EdgeSet.All(experiment.Graph)));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void No_edge_kept_is_the_corrupted_model(string name, ShippedAblation ablation)
    {
        using var scope = NewDisposeScope();
        using var experiment = new Variation(Declared.Load(name), ablation, new MeanSquaredError());
        var model = experiment.Transformer;
        Tensor residual;
        if (ablation == Ablation.Zero)
        {
            // Nothing is written; only the biases of the stream are left.
            residual = zeros(
                [experiment.Prompts.Count, experiment.Prompts.Clean.Length, model.Architecture.ModelWidth],
                model.NumberType
            );
            foreach (var layer in model.Weights.Layers)
            {
                residual = Ops.Add(residual, layer.b_O ?? zeros(1, model.NumberType));
                residual = Ops.Add(residual, layer.b_out ?? zeros(1, model.NumberType));
            }
        }
        else
        {
            using var run = experiment.Run(experiment.Prompts.Corrupted);
            residual = Final(experiment, run).clone(); // the run takes its own with it
            if (ablation == Ablation.Mean)
            {
                residual = residual.mean([0], keepdim: true).expand_as(residual);
            }
        }

        Same(AtAnswers(experiment, residual), experiment.Logits(EdgeSet.None(experiment.Graph)));
    }

    [SkippableTheory]
    [InlineData("sort", 172)]
    [InlineData("names", 479)]
    [InlineData("reverse", 77)]
    [InlineData("proportion", 23)]
    public void Edges_are_as_many_as_the_peers_count(string name, int edges)
    {
        using var experiment = Declared.Load(name);
        Assert.Equal(edges, experiment.Graph.EdgeCount);
    }

    private static Tensor Final(GraphExperiment experiment, Run run) =>
        run.Read(new HookPoint<Residual>(HookSite.ResidualPost, experiment.Transformer.Architecture.Layers - 1)).Value;

    private static Tensor AtAnswers(GraphExperiment experiment, Tensor residual) =>
        experiment.Transformer.Unembed(experiment.Runs.AtAnswers(residual.unsqueeze(0).contiguous())).squeeze(0);

    private static void Same(Tensor expected, Tensor actual) =>
        Close.Same(expected, actual, Tolerance * Math.Max(1, expected.abs().max().to(float64).item<double>()));
}

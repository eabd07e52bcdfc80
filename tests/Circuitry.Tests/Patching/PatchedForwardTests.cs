using Circuitry.Conformance;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>The emitted patched forward on small models of every architecture.</summary>
public sealed class PatchedForwardTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Names => SmallExperiments.EdgeGroups;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_computes_its_definition_on_random_subgraphs(string name)
    {
        foreach (var ablation in Enum.GetValues<ShippedAblation>())
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            using var experiment = new Variation(SmallExperiments.Load(name), ablation, new KlDivergence());
            var random = new Random(1);
            foreach (var share in new[] { 0.2, 0.5, 0.9 })
            {
                var kept = Draw(experiment.Units, random, share);
                Numbers.Same(LiteralForward.Logits(experiment, kept), experiment.Logits(kept), Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_edges_kept_is_the_clean_model_and_none_the_corrupted_one(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        Check(experiment.Prompts.Clean, EdgeSet.All(experiment.Graph));
        Check(experiment.Prompts.Corrupted, EdgeSet.None(experiment.Graph));

        void Check(Prompts prompts, EdgeSet kept)
        {
            using var run = experiment.Run(prompts);
            var logits = run.ReadWhole(HookSite.Logits, -1).unsqueeze(0);
            Numbers.Same(experiment.Runs.AtAnswers(logits).squeeze(0), experiment.Logits(kept), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mask_has_a_gradient_though_prompts_are_padded(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        Assert.True(experiment.Prompts.Clean.IsPadded);
        var mask = experiment.MaskOf(EdgeSet.All(experiment.Graph)).mul_(Scalars.Of(0.5)).requires_grad_(true);
        Loss(mask).backward();
        var gradient = mask.grad!;
        Assert.True(gradient.isfinite().all().item<bool>());

        // Against finite differences, on a few edges.
        var random = new Random(4);
        foreach (var edge in Enumerable.Range(0, 4).Select(_ => random.Next(experiment.Graph.EdgeCount)))
        {
            var (reader, writer) = (experiment.Graph.ReaderOf(edge), experiment.Graph.WriterOf(edge));
            const double step = 1e-5;
            var up = Moved(step);
            var down = Moved(-step);
            Assert.Equal((up - down) / (2 * step), gradient[0, reader, writer].item<double>(), 1e-6);

            double Moved(double by)
            {
                using var gradients = no_grad();
                var moved = mask.detach().clone();
                moved[0, reader, writer] = Ops.Add(moved[0, reader, writer], by);
                return Loss(moved).item<double>();
            }
        }

        Tensor Loss(Tensor masks) =>
            experiment.Forward(new PatchedStream(experiment.Runs, masks)).log_softmax(-1).select(-1, 0).sum();
    }

    private static EdgeSet Draw(GraphUnits units, Random random, double share) =>
        EdgeGroupUnits
            .Of(units)
            .EdgesOf(UnitSet.Of(units, Enumerable.Range(0, units.Count).Where(_ => random.NextDouble() < share)));
}

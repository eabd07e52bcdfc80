using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

public sealed class HeadImportanceTests
{
    [Fact]
    public void A_writers_importance_is_the_mean_over_prompts_of_the_masks_slope()
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallNodes.From(Small.Model());
        var scores = new HeadImportance(experiment, new HeadImportanceOptions()).Score();
        var (readers, writers) = (experiment.Graph.Readers.Count, experiment.Graph.Writers.Count);
        // One mask for every prompt, and of each mask's run its own prompt alone.
        var prompts = experiment.Prompts.Count;
        var gates = ones(prompts, 1, writers, dtype: float64).requires_grad_();
        var logits = experiment.Forward(new PatchedStream(experiment.Runs, gates.expand(prompts, readers, writers)));
        var own = experiment.Metric.Measure(logits, experiment.Target).diagonal().sum();
        var slopes = Ops.CheckedGradients(own, [gates])[0].view(prompts, writers).abs().mean([0]);
        var expected = slopes.data<double>().ToArray();
        Assert.All(scores.Values, (score, writer) => Assert.Equal(expected[writer], score, 1e-10));
        Assert.Equal(experiment.Graph.Writers.Select(writer => writer.Name), scores.Names);
        Assert.True(expected.Max() > 1e-3);
    }

    [Theory]
    [InlineData(Ablation.Interchange)]
    [InlineData(Ablation.Mean)]
    public void A_components_importance_is_the_slope_along_the_line_from_its_clean_to_its_ablated_activation(
        Ablation ablation
    )
    {
        using var scope = NewDisposeScope();
        using GraphExperiment experiment =
            ablation == Ablation.Mean ? SmallMeanEdges.From(Small.Model()) : SmallEdges.From(Small.Model());
        var scores = new HeadImportance(experiment, new HeadImportanceOptions()).Score();
        foreach (var (site, name) in new[] { (HookSite.Query, "a1.h2<q>"), (HookSite.Key, "a0.kv1<k>") })
        {
            var (layer, head) = (name[1] - '0', site == HookSite.Query ? 2 : 1);
            using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
            var other = corrupted.ReadWhole(site, layer).select(2, head);
            if (ablation == Ablation.Mean)
            {
                other = AlignedMean.Of(other.unsqueeze(0), experiment.Prompts, corrupted.Sequence.Nothing)[0];
            }

            double[] Along(double share)
            {
                var tap = new Tap(experiment.Transformer.Architecture.Layers);
                tap.Patch(
                    site,
                    layer,
                    value =>
                    {
                        var moved = value.clone();
                        var slice = moved.select(2, head);
                        slice.copy_(Ops.Add(slice, Ops.Scale(other - slice, share)));
                        return moved;
                    }
                );
                var residual = experiment.Transformer.FinalResidual(experiment.Runs.Sequence, tap);
                var answers = experiment.Runs.AtAnswers(residual.unsqueeze(0)).squeeze(0);
                var logits = experiment.Transformer.Unembed(answers);
                return experiment.Metric.Measure(logits, experiment.Target).data<double>().ToArray();
            }

            var (before, after) = (Along(-1e-5), Along(1e-5));
            var slope = before.Zip(after, (b, a) => Math.Abs(a - b) / 2e-5).Average();
            Assert.True(slope > 1e-4, "a slope of nothing would compare nothing");
            Assert.Equal(slope, scores.Values[scores.Names.ToList().IndexOf(name)], 1e-7);
        }
    }

    [Fact]
    public void The_zero_baseline_does_not_depend_on_the_ablation()
    {
        using var interchange = SmallEdges.From(Small.Model());
        using var zero = SmallZeroEdges.From(Small.Model());
        var options = new HeadImportanceOptions { Baseline = ImportanceBaseline.Zero };
        var scores = new HeadImportance(interchange, options).Score().Values;
        Assert.Equal(scores, new HeadImportance(zero, options).Score().Values);
        Assert.NotEqual(scores, new HeadImportance(interchange, new HeadImportanceOptions()).Score().Values);
    }

    [Theory]
    [InlineData(MaskUnits.Components)]
    [InlineData(MaskUnits.Writers)]
    public void The_zero_baseline_is_the_papers_programs_slope_of_a_mask_at_every_hook(MaskUnits units)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallEdges.From(Small.Model());
        var scores = new HeadImportance(
            experiment,
            new HeadImportanceOptions { Baseline = ImportanceBaseline.Zero, Units = units }
        ).Score();
        // As the program does it: a mask of ones on what each hook holds, and for one prompt after the other |dF/dmask|, summed.
        var a = SmallModel.Declared;
        var tap = new Tap(a.Layers);
        var masks = new Dictionary<string, Tensor>();
        void Hook(HookSite site, int layer, params string[] names) =>
            tap.Patch(
                site,
                layer,
                value =>
                {
                    Tensor[] own = [.. names.Select(name => masks[name])];
                    return value * (own.Length == 1 ? own[0] : stack(own).view(1, 1, -1, 1));
                }
            );
        string[] Named(int layer, string head, int count, string input) =>
            [.. Enumerable.Range(0, count).Select(i => $"a{layer}.{head}{i}{input}")];
        foreach (var name in scores.Names)
        {
            masks.Add(name, ones([], dtype: float64).requires_grad_());
        }

        for (var layer = 0; layer < a.Layers; layer++)
        {
            if (units == MaskUnits.Components)
            {
                Hook(HookSite.Query, layer, Named(layer, "h", a.Heads, "<q>"));
                Hook(HookSite.Key, layer, Named(layer, "kv", a.KeyValueHeads, "<k>"));
                Hook(HookSite.Value, layer, Named(layer, "kv", a.KeyValueHeads, "<v>"));
            }
            else
            {
                Hook(HookSite.HeadOutput, layer, Named(layer, "h", a.Heads, ""));
            }

            Hook(HookSite.MlpOutput, layer, $"m{layer}");
        }

        if (units == MaskUnits.Writers)
        {
            Hook(HookSite.ResidualPre, 0, "input");
        }

        var residual = experiment.Transformer.FinalResidual(experiment.Runs.Sequence, tap);
        var logits = experiment.Transformer.Unembed(experiment.Runs.AtAnswers(residual.unsqueeze(0))).squeeze(0);
        var each = experiment.Metric.Measure(logits, experiment.Target);
        var expected = new double[scores.Names.Count];
        for (var prompt = 0; prompt < experiment.Prompts.Count; prompt++)
        {
            var slopes = Ops.CheckedGradients(
                each[prompt],
                [.. scores.Names.Select(name => masks[name])],
                retainGraph: true
            );
            for (var node = 0; node < expected.Length; node++)
            {
                expected[node] += Math.Abs(slopes[node].item<double>());
            }
        }

        Assert.All(
            scores.Values,
            (score, node) => Assert.Equal(expected[node], experiment.Prompts.Count * score, 1e-10)
        );
        Assert.True(expected.Min() > 1e-6);
    }

    [Theory]
    [InlineData(ImportanceBaseline.Zero)]
    [InlineData(ImportanceBaseline.Ablated)]
    public void An_MLP_has_one_importance_as_a_writer_and_as_a_component(ImportanceBaseline baseline)
    {
        using var interchange = SmallEdges.From(Small.Model());
        using var zero = SmallZeroEdges.From(Small.Model());
        using var peers = zero.With(BiasConvention.Writer);
        using var mean = SmallMeanEdges.From(Small.Model());
        foreach (var experiment in new GraphExperiment[] { interchange, zero, peers, mean })
        {
            double Of(MaskUnits units)
            {
                var options = new HeadImportanceOptions { Baseline = baseline, Units = units };
                var scores = new HeadImportance(experiment, options).Score();
                return scores.Values[scores.Names.ToList().IndexOf("m1")];
            }

            Assert.Equal(Of(MaskUnits.Writers), Of(MaskUnits.Components), 1e-12);
        }
    }

    [Fact]
    public void Under_zero_ablation_with_biases_in_the_writers_the_ablated_baseline_is_zero()
    {
        using var zero = SmallZeroEdges.From(Small.Model());
        using var peers = zero.With(BiasConvention.Writer);
        double[] Of(GraphExperiment experiment, ImportanceBaseline baseline) =>
            [.. new HeadImportance(experiment, new HeadImportanceOptions { Baseline = baseline }).Score().Values];
        Assert.True(Furthest(peers) < 1e-12);
        Assert.True(Furthest(zero) > 1e-3);

        double Furthest(GraphExperiment experiment) =>
            Of(experiment, ImportanceBaseline.Zero)
                .Zip(Of(experiment, ImportanceBaseline.Ablated), (a, b) => Math.Abs(a - b))
                .Max();
    }

    [Fact]
    public void Normalised_scores_of_a_layer_have_the_norm_one()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var scores = new HeadImportance(experiment, new HeadImportanceOptions { NormalizeByLayer = true }).Score();
        foreach (var layer in new[] { '0', '1' })
        {
            var squares = scores
                .Names.Zip(scores.Values)
                .Where(node => node.First[1] == layer)
                .Sum(node => node.Second * node.Second);
            Assert.Equal(1, squares, 1e-12);
        }
    }

    [Fact]
    public void An_edge_is_in_the_circuit_when_both_of_its_ends_are()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var graph = experiment.Graph;
        var scores = new HeadImportance(experiment, new HeadImportanceOptions()).Score();
        var count = scores.Values.Count / 2;
        var kept = scores.Ranking.Take(count).Select(node => scores.Names[node]).ToHashSet();
        var circuit = scores.CircuitOf(count);
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            var (writer, reader) = (graph.Writers[graph.WriterOf(edge)], graph.Readers[graph.ReaderOf(edge)]);
            var (layer, head) = (writer.Layer, writer.Head);
            var writes = writer.Kind switch
            {
                WriterKind.Head => kept.Contains($"a{layer}.h{head}<q>")
                    || kept.Contains($"a{layer}.kv{head / 2}<k>")
                    || kept.Contains($"a{layer}.kv{head / 2}<v>"),
                WriterKind.Mlp => kept.Contains(writer.Name),
                _ => true,
            };
            var reads = reader.Kind == ReaderKind.Logits || kept.Contains(reader.Name);
            Assert.Equal(writes && reads, circuit.ToUnitSet().Contains(edge));
        }

        Assert.InRange(circuit.Kept.Count, 1, graph.EdgeCount - 1);
        Assert.Equal(graph.EdgeCount, scores.CircuitOf(scores.Values.Count).Kept.Count);
        var units = scores.ToUnits().Values;
        Assert.True(circuit.Kept.Min(unit => units[unit.Index]) >= circuit.Removed.Max(unit => units[unit.Index]));
    }

    [Fact]
    public void Distances_from_the_clean_run_are_refused_and_not_ranked()
    {
        using var reverse = Compiled.Reverse();
        using var kl = SmallKlEdges.From(Small.Model());
        var error = Assert.Throws<UnsuitableMethodException>(() => new HeadImportance(reverse));
        Assert.Contains("mean squared error", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnsuitableMethodException>(() => new HeadImportance(kl));
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)] // where rounding leaves something above zero to rank
    public void A_distance_that_does_not_say_so_is_noticed_by_its_slope(ScalarType type)
    {
        using var experiment = SmallUndeclaredEdges.From(Small.Model(type));
        var error = Assert.Throws<DegenerateScoresException>(() => new HeadImportance(experiment).Score());
        Assert.Contains("undeclared divergence", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_are_all_zero_are_refused_and_not_ranked()
    {
        // The mean over one corrupted prompt is that prompt, and it is the clean one, so that nothing would change.
        using var experiment = SmallMeanEdges.From(
            Small.Model(),
            PromptPairs.Of([PromptPair.AtLastPosition([1, 2, 3], [1, 2, 3], 4, 5)])
        );
        var error = Assert.Throws<DegenerateScoresException>(() =>
            new HeadImportance(experiment, new HeadImportanceOptions()).Score()
        );
        Assert.Contains("agree", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edges_have_no_importance_of_their_own()
    {
        using var experiment = SmallEdges.From(Small.Model());
        Assert.Throws<ArgumentException>(() =>
            new HeadImportance(experiment, new HeadImportanceOptions { Units = MaskUnits.Edges })
        );
    }
}

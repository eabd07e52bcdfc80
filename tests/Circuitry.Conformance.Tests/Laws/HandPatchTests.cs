using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Running by hand: reading, patching and sweeping agree with each other and with edges.</summary>
public sealed class HandPatchTests
{
    [SkippableFact]
    public void A_head_patched_by_hand_is_the_head_removed_along_every_edge()
    {
        using var scope = NewDisposeScope();
        using var experiment = SortEdges.From(
            MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"), float64),
            GoldenPrompts.Of("mingpt-sort")
        );
        using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
        using var patched = experiment.Run(experiment.Prompts.Clean);
        var head = MinGptSort.Hooks.Layer1.Head2.Output;
        patched.Patch(head, corrupted[head]);
        var byHand = patched[MinGptSort.Hooks.Logits].Value;

        var without = experiment.Graph.Readers.Where(reader =>
            reader.Layer > 1 || reader.Kind == ReaderKind.Mlp && reader.Layer == 1
        );
        var kept = EdgeSet.All(experiment.Graph).Without([.. without.Select(reader => new Edge(head.Writer, reader))]);
        var last = byHand.select(1, byHand.size(1) - 1).unsqueeze(1);
        Close.Same(last, experiment.Logits(kept), 1e-9);
    }

    [SkippableFact]
    public void An_edge_patched_alone_changes_only_its_reader()
    {
        using var experiment = SortEdges.From(
            MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"), float64),
            GoldenPrompts.Of("mingpt-sort")
        );
        var edge = MinGptSort.Hooks.Layer2.Head1.Query.From(MinGptSort.Hooks.Layer0.Mlp.Output);
        Assert.Equal("m0->a2.h1<q>", edge.Name);

        // The same by hand: the query input of that head alone, with what the MLP writes on the corrupted prompt.
        using var scope = NewDisposeScope();
        using var clean = experiment.Run(experiment.Prompts.Clean);
        using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
        var output = MinGptSort.Hooks.Layer0.Mlp.Output;
        var difference = corrupted[output].Value - clean[output].Value;
        using var patched = experiment.Run(experiment.Prompts.Clean);
        patched.Patch(MinGptSort.Hooks.Layer2.Head1.QueryInput, input => Ops.Add(input, difference));
        var byHand = patched[MinGptSort.Hooks.Logits].Value;

        Close.Same(
            byHand.select(1, byHand.size(1) - 1).unsqueeze(1),
            experiment.Logits(EdgeSet.All(experiment.Graph).Without(edge)),
            1e-9
        );
    }

    [SkippableFact]
    public void A_sweep_gives_what_each_patch_gives_alone()
    {
        using var scope = NewDisposeScope();
        using var experiment = StoriesEdges.From(
            Stories260K.Load(SharedFolder.PathOf("models", "stories260K"), float64),
            StoriesPairs.Mixed(1)
        );
        var sweep = PatchSweep.Of(experiment, HookSite.MixedValue, byHead: true, byPosition: true);
        Assert.Equal([5, 8, experiment.Prompts.Clean.Length], sweep.Shape);
        using var clean = experiment.Run(experiment.Prompts.Clean);
        foreach (
            var (layer, head, position) in new[] { (0, 0, 3), (2, 5, 20), (4, 7, experiment.Prompts.Clean.Length - 1) }
        )
        {
            var point = new HookPoint<MixedValue>(HookSite.MixedValue, layer, head);
            var replacement = clean[point].Value;
            using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
            corrupted.Patch(
                point,
                value =>
                {
                    var changed = value.clone();
                    changed.select(1, position).copy_(replacement.select(1, position));
                    return changed;
                }
            );
            using var residual = corrupted.Read(new HookPoint<Residual>(HookSite.ResidualPost, 4));
            var logits = experiment.Transformer.Unembed(experiment.Runs.AtAnswers(residual.Value.unsqueeze(0)));
            var alone = experiment.Metric.Measure(logits, experiment.Target).mean().item<double>();
            Assert.Equal(alone, sweep[layer, head, position], 1e-9);
        }
    }

    [SkippableFact]
    public void Patching_the_whole_last_residual_brings_the_clean_metric_back()
    {
        using var experiment = SortEdges.From(
            MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"), float64),
            GoldenPrompts.Of("mingpt-sort")
        );
        var sweep = PatchSweep.Of(experiment, HookSite.ResidualPost);
        Assert.Equal(sweep.Clean, sweep[2], 1e-9);
        Assert.True(sweep.Corrupted > 1, "KL of the corrupted run");
    }

    [SkippableFact]
    public void A_patch_of_another_shape_is_refused_by_name()
    {
        using var model = MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"));
        using var other = model.Run(
            new Prompts([
                [0, 1],
            ])
        );
        using var run = model.Run(
            new Prompts([
                [0, 1, 2],
            ])
        );
        var point = MinGptSort.Hooks.Layer0.AttentionOutput;
        run.Patch(point, other[point]);
        var error = Assert.Throws<ArgumentException>(() => run[MinGptSort.Hooks.Logits]);
        Assert.Contains("blocks.0.hook_attn_out", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_place_the_architecture_lacks_is_refused()
    {
        using var experiment = SortEdges.From(
            MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort")),
            GoldenPrompts.Of("mingpt-sort")
        );
        Assert.Throws<ArgumentException>(() => PatchSweep.Of(experiment, HookSite.RotatedQuery));
        Assert.Throws<ArgumentException>(() => PatchSweep.Of(experiment, HookSite.ResidualPre, byHead: true));
    }

    [SkippableFact]
    public void Two_patches_in_a_row_both_hold_and_a_later_read_sees_them()
    {
        using var scope = NewDisposeScope();
        using var model = MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"), float64);
        using var run = model.Run(
            new Prompts([
                [0, 1, 2, 0, 1],
            ])
        );
        var before = run[MinGptSort.Hooks.Layer2.ResidualPost].Value.clone();
        run.Patch(MinGptSort.Hooks.Layer2.AttentionOutput, value => zeros_like(value));
        run.Patch(MinGptSort.Hooks.Layer2.Mlp.Output, value => zeros_like(value));
        Close.Same(run[MinGptSort.Hooks.Layer2.ResidualPre].Value, run[MinGptSort.Hooks.Layer2.ResidualPost].Value, 0);
        Assert.False(before.equal(run[MinGptSort.Hooks.Layer2.ResidualPost].Value).all().item<bool>());
    }
}

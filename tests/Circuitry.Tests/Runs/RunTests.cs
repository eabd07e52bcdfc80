using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Reading and patching by hand, at every place of every architecture, against a literal model, padded prompts included.</summary>
public sealed class RunTests
{
    private const double Tolerance = 1e-9;
    private static readonly int[][] Tokens =
    [
        [1, 7, 3, 9, 5],
        [6, 2, 8],
    ];

    public static TheoryData<string> Names => SmallExperiments.Architectures;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_place_holds_what_the_literal_model_has_there(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        using var run = experiment.Run(new Prompts(Tokens));
        for (var row = 0; row < Tokens.Length; row++)
        {
            var literal = new LiteralModel(experiment.Transformer.Weights);
            literal.Run(Tokens[row]);
            Assert.Equal(Places(experiment).Order(), literal.Seen.Keys.Order());
            foreach (var ((site, layer), expected) in literal.Seen)
            {
                Same(expected, WithoutPadding(run.ReadWhole(site, layer), site, row), $"{site} of block {layer}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_patch_at_any_place_does_what_it_does_in_the_literal_model(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        using var plain = experiment.Run(new Prompts(Tokens));
        var untouched = plain.ReadWhole(HookSite.Logits, -1);
        foreach (var (site, layer) in Places(experiment))
        {
            using var inner = NewDisposeScope();
            using var run = experiment.Run(new Prompts(Tokens));
            // What was read before the patch must not be taken for what comes after it.
            run.ReadWhole(HookSite.Logits, -1);
            run.Patch(Point(site, layer), Bend);
            var patched = run.ReadWhole(HookSite.Logits, -1);
            Assert.False(patched.allclose(untouched), $"{site} of block {layer} has no effect");
            AssertLiteral(experiment, run, site, layer, Bend);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_patch_of_one_head_leaves_the_others_alone(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        foreach (var (site, layer) in Places(experiment))
        {
            if (HookSites.HeadAxis(site) is not { } axis)
            {
                continue;
            }

            using var inner = NewDisposeScope();
            var head = HookSites.Heads(site, experiment.Transformer.Architecture) - 1;
            using var run = experiment.Run(new Prompts(Tokens));
            run.Patch(Point(site, layer, head), Bend);
            AssertLiteral(
                experiment,
                run,
                site,
                layer,
                whole =>
                {
                    var changed = whole.clone();
                    changed.select(axis, head).copy_(Bend(whole.select(axis, head)));
                    return changed;
                }
            );
            var alone = run.Read(Point(site, layer, head)).Value;
            Numbers.Same(run.ReadWhole(site, layer).select(axis, head), alone, 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_activation_laid_on_another_run_stays_its_own_runs(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        foreach (var (site, layer) in Places(experiment))
        {
            using var inner = NewDisposeScope();
            var heads = HookSites.HeadAxis(site) is null ? new int?[] { null } : [null, 0];
            foreach (var head in heads)
            {
                using var source = experiment.Run(
                    new Prompts([
                        [5, 4, 3],
                    ])
                );
                var activation = source.Read(Point(site, layer, head));
                var before = activation.Value.clone();
                using (
                    var run = experiment.Run(
                        new Prompts([
                            [1, 2, 3],
                        ])
                    )
                )
                {
                    run.Patch(Point(site, layer, head), activation);
                    var once = run.ReadWhole(HookSite.Logits, -1);
                    // Reading at the place itself computes its block again.
                    Numbers.Same(before, run.Read(Point(site, layer, head)).Value, 0);
                    run.Patch(Point(HookSite.ResidualPre, 0), residual => Ops.Scale(residual, 1));
                    Numbers.Same(once, run.ReadWhole(HookSite.Logits, -1));
                }

                Numbers.Same(before, activation.Value, 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_of_shape_is_refused_by_name(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var point in new[] { Point(HookSite.AttentionOutput, 1), Point(HookSite.Query, 1, 0) })
        {
            using var run = experiment.Run(new Prompts(Tokens));
            run.Patch(point, value => value[.., ..1]);
            var error = Assert.Throws<ArgumentException>(() => run.ReadWhole(HookSite.Logits, -1));
            Assert.Contains(point.Name, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Places_that_the_architecture_lacks_are_refused_by_name(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var a = experiment.Transformer.Architecture;
        using var run = experiment.Run(new Prompts(Tokens));
        foreach (var site in Enum.GetValues<HookSite>().Where(site => !HookSites.Exists(site, a)))
        {
            Refused(Point(site, HookSites.IsInBlock(site) ? 0 : -1));
        }

        Refused(Point(HookSite.ResidualPost, a.Layers));
        Refused(Point(HookSite.Query, 0, a.Heads));
        Refused(Point(HookSite.Key, 0, a.KeyValueHeads));

        void Refused(HookPoint<Residual> point)
        {
            Assert.Contains(
                point.Name,
                Assert.Throws<ArgumentException>(() => run.Read(point)).Message,
                StringComparison.Ordinal
            );
            Assert.Throws<ArgumentException>(() => run.Patch(point, value => value));
        }
    }

    [Theory]
    [InlineData(HookSite.Norm1Scale, HookSite.AttentionInput)]
    [InlineData(HookSite.Norm1Scale, HookSite.QueryInput)]
    [InlineData(HookSite.Norm1Normalized, HookSite.KeyInput)]
    [InlineData(HookSite.Norm1Normalized, HookSite.ValueInput)]
    public void The_shared_norm_and_an_input_of_single_heads_cannot_both_be_patched(HookSite norm, HookSite input)
    {
        using var model = SmallModels.Make<Serial>();
        using var run = model.Run(new Prompts(Tokens));
        run.Patch(Point(norm, 1), Bend);
        run.Patch(Point(input, 1, 2), Bend);
        var error = Assert.Throws<InvalidOperationException>(() => run[Serial.Hooks.Logits]);
        Assert.Contains(
            norm == HookSite.Norm1Scale ? "blocks.1.ln1.hook_scale" : "blocks.1.ln1.hook_normalized",
            error.Message,
            StringComparison.Ordinal
        );

        // In different blocks they do not meet.
        using var apart = model.Run(new Prompts(Tokens));
        apart.Patch(Point(norm, 0), Bend);
        apart.Patch(Point(input, 1, 2), Bend);
        Assert.True(apart[Serial.Hooks.Logits].Value.isfinite().all().item<bool>());
    }

    [Fact]
    public void Reading_what_single_heads_read_does_not_get_in_the_way_of_a_patched_norm()
    {
        using var scope = NewDisposeScope();
        using var model = SmallModels.Make<Serial>();
        using var plain = model.Run(new Prompts(Tokens));
        plain.Patch(Serial.Hooks.Layer1.Norm1Scale, Bend);
        var expected = plain[Serial.Hooks.Logits].Value;

        using var run = model.Run(new Prompts(Tokens));
        var before = run[Serial.Hooks.Layer1.Head2.QueryInput].Value;
        run.Patch(Serial.Hooks.Layer1.Norm1Scale, Bend);
        Numbers.Same(before, run[Serial.Hooks.Layer1.Head2.QueryInput].Value);
        Numbers.Same(expected, run[Serial.Hooks.Logits].Value, 0);
    }

    [Fact]
    public void An_embedding_patched_by_hand_is_the_embedding_removed_along_every_edge()
    {
        Check(Grouped.Hooks.Input, GroupedEdges.From(SmallModels.Make<Grouped>()), Writer.Input);
        Check(Serial.Hooks.Input, SerialEdges.From(SmallModels.Make<Serial>()), Writer.Input);
        Check(Serial.Hooks.TokenEmbedding, SerialPositionEdges.From(SmallModels.Make<Serial>()), Writer.TokenEmbedding);

        static void Check<TKind>(HookPoint<TKind> point, GraphExperiment experiment, Writer writer)
            where TKind : IActivationKind
        {
            using var scope = NewDisposeScope();
            using var owned = experiment;
            using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
            using var patched = experiment.Run(experiment.Prompts.Clean);
            patched.Patch(point, corrupted.Read(point));
            var edges = experiment.Graph.Readers.Select(reader => new Edge(writer, reader)).ToArray();
            var kept = EdgeSet.All(experiment.Graph).Without(edges);
            // Patching lets what is downstream follow; so does removing from every reader.
            Numbers.Same(experiment.Logits(kept), AtAnswers(experiment, patched), Tolerance);
        }
    }

    [Fact]
    public void A_key_value_head_input_patched_by_hand_is_its_edges_removed()
    {
        using var scope = NewDisposeScope();
        using var experiment = GroupedEdges.From(SmallModels.Make<Grouped>());
        var head = Grouped.Hooks.Layer1.KeyValueHead1;
        using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
        using var patched = experiment.Run(experiment.Prompts.Clean);
        patched.Patch(head.KeyInput, corrupted[head.KeyInput]);
        var graph = experiment.Graph;
        var reader = graph.ReaderIndex(head.Key.Reader);
        var kept = EdgeSet
            .All(graph)
            .Without([
                .. Enumerable
                    .Range(0, graph.WritersBefore(reader))
                    .Select(writer => graph.EdgeAt(graph.EdgeIndex(writer, reader))),
            ]);
        Numbers.Same(experiment.Logits(kept), AtAnswers(experiment, patched), Tolerance);

        // The key itself, and what both of its query heads make of it.
        using var byKey = experiment.Run(experiment.Prompts.Clean);
        byKey.Patch(head.Key, corrupted[head.Key]);
        Numbers.Same(AtAnswers(experiment, patched), AtAnswers(experiment, byKey), Tolerance);
        using var clean = experiment.Run(experiment.Prompts.Clean);
        var heads = Grouped.Hooks.Layer1;
        Numbers.Same(clean[heads.Head1.Pattern].Value, byKey[heads.Head1.Pattern].Value, 0);
        Assert.False(clean[heads.Head2.Pattern].Value.allclose(byKey[heads.Head2.Pattern].Value));
        Assert.False(clean[heads.Head3.Pattern].Value.allclose(byKey[heads.Head3.Pattern].Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sweep_gives_what_each_patch_gives_alone(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var a = experiment.Transformer.Architecture;
        foreach (var (site, layer) in Places(experiment).Where(place => HookSites.IsInBlock(place.Site)))
        {
            var heads = HookSites.HeadAxis(site) is null ? [false] : new[] { false, true };
            foreach (var byHead in heads)
            {
                using var scope = NewDisposeScope();
                var byPosition = layer == a.Layers - 1;
                var sweep = PatchSweep.Of(experiment, site, byHead, byPosition);
                Assert.Equal(sweep.Shape.Aggregate((x, y) => x * y), sweep.Values.Count);
                int? head = byHead ? HookSites.Heads(site, a) - 1 : null;
                int? position = byPosition ? experiment.Prompts.Clean.Length - 1 : null;
                int[] index = [layer, .. new[] { head, position }.OfType<int>()];
                Assert.Equal(Alone(experiment, site, layer, head, position), sweep[index], Tolerance);
            }
        }
    }

    private static double Alone(GraphExperiment experiment, HookSite site, int layer, int? head, int? position)
    {
        using var scope = NewDisposeScope();
        using var clean = experiment.Run(experiment.Prompts.Clean);
        using var run = experiment.Run(experiment.Prompts.Corrupted);
        var whole = clean.ReadWhole(site, layer);
        run.Patch(
            Point(site, layer),
            value =>
            {
                var patched = value.clone();
                Slice(patched).copy_(Slice(whole));
                return patched;
            }
        );
        return experiment.Metric.Measure(AtAnswers(experiment, run), experiment.Target).mean().item<double>();

        Tensor Slice(Tensor value)
        {
            value = head is { } h ? value.narrow(HookSites.HeadAxis(site)!.Value, h, 1) : value;
            return position is { } p ? value.narrow(HookSites.PositionAxis(site), p, 1) : value;
        }
    }

    private static void AssertLiteral(
        GraphExperiment experiment,
        Run run,
        HookSite site,
        int layer,
        Func<Tensor, Tensor> change
    )
    {
        for (var row = 0; row < Tokens.Length; row++)
        {
            var literal = new LiteralModel(
                experiment.Transformer.Weights,
                (at, block, value) => (at, block) == (site, layer) ? change(value) : value
            );
            var expected = literal.Run(Tokens[row]);
            Same(
                expected,
                WithoutPadding(run.ReadWhole(HookSite.Logits, -1), HookSite.Logits, row),
                $"after a patch at {site} of block {layer}"
            );
        }
    }

    private static IEnumerable<(HookSite Site, int Layer)> Places(GraphExperiment experiment)
    {
        var a = experiment.Transformer.Architecture;
        return Enum.GetValues<HookSite>()
            .Where(site => HookSites.Exists(site, a))
            .SelectMany(site =>
                HookSites.IsInBlock(site) ? Enumerable.Range(0, a.Layers).Select(layer => (site, layer)) : [(site, -1)]
            );
    }

    /// <summary>Any place; what kind of activation it holds matters to the compiler only.</summary>
    private static HookPoint<Residual> Point(HookSite site, int layer, int? head = null) =>
        new(site, layer, head, HookSites.HeadAxis(site) ?? 2);

    /// <summary>Neither linear nor blind to scale; leaves zero and minus infinity, the marks of padding, as they are.</summary>
    private static Tensor Bend(Tensor value) =>
        Ops.Add(Ops.Scale(value, 0.7), Ops.Scale(value.clamp(Scalars.MinusOne, Scalars.One), 0.5));

    private static Tensor AtAnswers(GraphExperiment experiment, Run run)
    {
        var last = run.ReadWhole(HookSite.ResidualPost, experiment.Transformer.Architecture.Layers - 1);
        return experiment.Transformer.Unembed(experiment.Runs.AtAnswers(last.unsqueeze(0))).squeeze(0);
    }

    private static Tensor WithoutPadding(Tensor whole, HookSite site, int row)
    {
        var padding = Tokens.Max(tokens => tokens.Length) - Tokens[row].Length;
        var own = whole.narrow(0, row, 1);
        int[] axes = site is HookSite.AttentionScores or HookSite.AttentionPattern ? [2, 3] : [1];
        return axes.Aggregate(own, (value, axis) => value.narrow(axis, padding, value.size(axis) - padding));
    }

    private static void Same(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        // Where both are minus infinity they are the same.
        var differ = (expected - actual)
            .abs()
            .gt(Scalars.Of(Tolerance))
            .logical_or(expected.isfinite().ne(actual.isfinite()));
        Assert.False(differ.any().item<bool>(), $"{what} differs");
        Assert.False(actual.isnan().any().item<bool>(), $"{what} is not a number");
    }
}

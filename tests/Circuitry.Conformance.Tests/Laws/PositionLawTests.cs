using Circuitry.Testing;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// What holds where positions are split, on prompts with padding, parallel blocks, shared key and value heads and a split
/// embedding, in float64. What holds for every declared experiment is tested with those.
/// </summary>
public sealed class PositionLawTests
{
    public static TheoryData<ShippedAblation> Ablations => [.. Enum.GetValues<ShippedAblation>()];

    [Theory]
    [MemberData(nameof(Ablations))]
    public void The_emitted_patched_forward_computes_its_definition_at_each_group(ShippedAblation ablation)
    {
        foreach (var drawn in Drawn.SplitByPosition())
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            using var experiment = new Variation(drawn, ablation, new Mixture());
            Assert.True(experiment.Prompts.Clean.IsPadded);
            var random = new Random(4);
            foreach (var share in new[] { 0.3, 0.8 })
            {
                var kept = EdgeGroupUnits
                    .Of(experiment.Units)
                    .EdgesOf(
                        UnitSet.Of(
                            experiment.Units,
                            Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < share)
                        )
                    );
                Close.Same(LiteralForward.Logits(experiment, kept), experiment.Logits(kept), 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ablations))]
    public void The_same_edges_at_every_group_are_those_edges_of_the_whole(ShippedAblation ablation)
    {
        foreach (var (whole, parts) in Drawn.WholeAndSplitByPosition())
        {
            using var scope = NewDisposeScope();
            using var one = new Variation(whole, ablation, new Mixture());
            using var split = new Variation(parts, ablation, new Mixture());
            var random = new Random(5);
            foreach (var share in new[] { 0, 0.5, 1 })
            {
                int[] units = [.. Enumerable.Range(0, one.Units.Count).Where(_ => random.NextDouble() < share)];
                var kept = EdgeGroupUnits.Of(one.Units).EdgesOf(UnitSet.Of(one.Units, units));
                var groups = split.Graph.PositionGroups;
                var apart = EdgeSet.Of(
                    split.Graph,
                    kept.Indices.Select(one.Graph.EdgeAt).SelectMany(edge => groups.Select(edge.At))
                );
                Close.Same(one.Logits(kept), split.Logits(apart), 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ablations))]
    public void Whole_edges_and_nodes_score_the_sum_of_their_groups(ShippedAblation ablation)
    {
        foreach (var (whole, parts) in Drawn.WholeAndSplitByPosition())
        {
            using var one = new Variation(whole, ablation, new Mixture());
            using var split = new Variation(parts, ablation, new Mixture());
            foreach (var method in Linear(ablation))
            {
                var (expected, scores) = (method(one).Score().Values, method(split).Score());
                var sums = new double[expected.Count];
                foreach (var (unit, score) in scores.Values.Index())
                {
                    sums[UnitOfWhole(one.Units, split.Units, unit)] += score;
                }

                var largest = expected.Max(Math.Abs);
                var worst = expected.Zip(sums, (e, s) => Math.Abs(e - s)).Max();
                Assert.True(
                    worst <= 1e-9 * largest,
                    FormattableString.Invariant($"{scores.Method.Name} is off by {worst}, the largest is {largest}")
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ablations))]
    public void One_group_of_every_position_changes_nothing(ShippedAblation ablation)
    {
        foreach (var (whole, parts) in Drawn.WholeAndOneGroup())
        {
            using var one = new Variation(whole, ablation, new Mixture());
            using var split = new Variation(parts, ablation, new Mixture());
            foreach (var method in Linear(ablation).Append(experiment => new ExactEffects(experiment)))
            {
                var (expected, found) = (method(one).Score().Values, method(split).Score().Values);
                Assert.Equal(expected.Count, found.Count);
                // Rows of padding are left out here, so that sums may round otherwise.
                Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }

            var (steps, same) = (Steps(one), Steps(split));
            Assert.Equal(
                steps.Select(step => (step.Unit, step.Before, step.After, step.Kept)),
                same.Select(step =>
                    (step.Unit.Replace("[all]", "", StringComparison.Ordinal), step.Before, step.After, step.Kept)
                )
            );
        }
    }

    [Theory]
    [MemberData(nameof(Ablations))]
    public void The_fast_search_makes_the_decisions_of_the_slow_one(ShippedAblation ablation)
    {
        foreach (var drawn in Drawn.SplitByPosition())
        {
            using var experiment = new Variation(drawn, ablation, new KlDivergence());
            var decisions = new HashSet<bool>();
            // Below zero what has no effect stays, so that writers are recomputed at groups where nothing answers.
            foreach (var threshold in new[] { -0.001, 0.003, 0.1 })
            {
                var slow = SequentialAcdc.Run(experiment, threshold);
                var fast = new List<AcdcStep>();
                experiment.Acdc(new AcdcOptions { Threshold = threshold }).Discover(trace: fast.Add);
                Assert.Equal(slow.Select(step => (step.Unit, step.Kept)), fast.Select(step => (step.Unit, step.Kept)));
                Assert.All(slow.Zip(fast), pair => Assert.Equal(pair.First.After, pair.Second.After, 1e-9));
                decisions.UnionWith(slow.Select(step => step.Kept));
            }

            Assert.Equal(2, decisions.Count);
        }
    }

    [Theory]
    [InlineData(Ablation.Interchange, BiasConvention.Stream)]
    [InlineData(Ablation.Mean, BiasConvention.Stream)]
    [InlineData(Ablation.Zero, BiasConvention.Stream)]
    [InlineData(Ablation.Zero, BiasConvention.Writer)]
    public void Groups_write_together_what_their_node_writes_and_padding_is_in_none(
        Ablation ablation,
        BiasConvention biases
    )
    {
        foreach (var (whole, parts) in Drawn.WholeAndSplitByPosition())
        {
            using var scope = NewDisposeScope();
            using var one = new Variation(whole, ablation, whole.Metric, biases: biases);
            using var split = new Variation(parts, ablation, parts.Metric, biases: biases);
            var (expected, found) = (one.Runs, split.Runs);
            var padding = expected.Sequence.Nothing!;
            Same(expected.CleanOutputs, Together(found.CleanOutputs));
            Same(expected.AblatedOutputs, Together(found.AblatedOutputs));
            foreach (var stage in one.Graph.Stages)
            {
                Close.Same(
                    expected.AblatedInput(stage).masked_fill(padding, Scalars.Zero),
                    found.AblatedInput(split.Graph.Stages[stage.Index]).masked_fill(padding, Scalars.Zero),
                    1e-12
                );
            }

            void Same(Tensor outputs, Tensor sums) =>
                Close.Same(outputs.masked_fill(padding, Scalars.Zero), sums, 1e-12);

            Tensor Together(Tensor outputs) =>
                outputs
                    .view(-1, split.Graph.WritersPerNode, outputs.size(1), outputs.size(2), outputs.size(3))
                    .sum(dim: 1);
        }
    }

    [Fact]
    public void A_padded_prompt_scores_as_it_does_alone()
    {
        using var together = new Variation(Drawn.HeadsAloneByPosition(null), Ablation.Interchange, new Mixture());
        foreach (var method in Linear(Ablation.Interchange).Append(experiment => new ExactEffects(experiment)))
        {
            var sums = new double[together.Units.Count];
            foreach (var pair in together.Prompts.Pairs)
            {
                using var alone = new Variation(
                    Drawn.HeadsAloneByPosition(PromptPairs.Of([pair])),
                    Ablation.Interchange,
                    new Mixture()
                );
                foreach (var (unit, score) in method(alone).Score().Values.Index())
                {
                    sums[unit] += score / together.Prompts.Count;
                }
            }

            Assert.All(sums.Zip(method(together).Score().Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    [Fact]
    public void The_importance_of_a_writer_that_only_logits_read_is_the_magnitude_of_its_edge()
    {
        foreach (var pair in Drawn.HeadsAlonePairs())
        {
            // Of one prompt, since an importance is a mean of magnitudes.
            using var experiment = new Variation(
                Drawn.HeadsAloneByPosition(PromptPairs.Of([pair])),
                Ablation.Interchange,
                new LogitDifference()
            );
            var graph = experiment.Graph;
            var importances = new HeadImportance(experiment).Score();
            Assert.Equal(graph.Writers.Select(writer => writer.Name), importances.Names);
            var edges = new EdgeAttributionPatching(experiment).Score();
            int[] last = [.. Enumerable.Range(0, graph.Writers.Count).Where(w => graph.Writers[w].Layer == 1)];
            double[] expected =
            [
                .. last.Select(writer => Math.Abs(edges.Values[graph.EdgeIndex(writer, graph.Readers.Count - 1)])),
            ];
            Assert.All(
                last.Zip(expected),
                writer => Assert.Equal(writer.Second, importances.Values[writer.First], 1e-9)
            );
            Assert.True(expected.Max() > 1e-3);
        }
    }

    [Fact]
    public void Masks_have_a_gate_for_every_group()
    {
        using var experiment = new Variation(
            Drawn.HeadsAloneByPosition(null),
            Ablation.Interchange,
            new LogitDifference()
        );
        var graph = experiment.Graph;
        LearnedMask[] masks =
        [
            new SubnetworkProbing(experiment, new SubnetworkProbingOptions { Lambda = 1, Steps = 5 }).Train(),
            new EdgePruning(
                experiment,
                new EdgePruningOptions
                {
                    TargetSparsity = 0.5,
                    TargetWriterSparsity = 0.5,
                    Steps = 5,
                    WarmupSteps = 5,
                }
            ).Train(),
        ];
        foreach (var mask in masks)
        {
            Assert.Equal(graph.EdgeCount, mask.Probabilities.Count);
            // Gates of one edge of the whole go ways of their own.
            Assert.Contains(
                Enumerable.Range(0, graph.EdgeCount).Chunk(graph.WritersPerNode),
                groups => groups.Select(edge => mask.Probabilities[edge]).Distinct().Count() > 1
            );
        }
    }

    private static List<AcdcStep> Steps(Variation experiment)
    {
        var steps = new List<AcdcStep>();
        experiment.Acdc(new AcdcOptions { Threshold = 0.05 }).Discover(trace: steps.Add);
        return steps;
    }

    /// <summary>The methods whose scores are sums over positions.</summary>
    private static IEnumerable<Func<GraphExperiment, IUnitScoring>> Linear(Ablation ablation)
    {
        yield return experiment => new EdgeAttributionPatching(experiment);
        yield return experiment => new EdgeAttributionPatching(experiment, new ScoringOptions { TileSize = 1 });
        yield return experiment => Method(experiment, new ActivationPath(), new RightRule(2));
        yield return experiment => Method(experiment, new MaskPath(), new GaussLegendreRule(2));
        if (ablation == Ablation.Interchange)
        {
            yield return experiment => Method(experiment, new EmbeddingPath(), new LeftRule(3));
            yield return experiment => new CleanCorrupted(experiment);
        }
    }

    private static IntegratedGradients Method(GraphExperiment experiment, IntegrationPath path, IntegrationRule rule) =>
        new(experiment, new IntegratedGradientsOptions { Path = path, Rule = rule });

    private static int UnitOfWhole(GraphUnits whole, GraphUnits split, int unit)
    {
        var edge = split.Graph.EdgeAt(EdgeGroupUnits.Of(split).EdgesOf(unit).First());
        var writer = whole.Graph.WriterIndex(edge.Writer with { Positions = null });
        return EdgeGroupUnits.Of(whole).UnitOf(writer, whole.Graph.ReaderIndex(edge.Reader));
    }
}

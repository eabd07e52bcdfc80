using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class FeatureEdgesTests
{
    private const double Step = 1e-5;

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void Closed_forms_agree_with_passes(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        foreach (var split in new[] { false, true })
        {
            var task = SmallFeatures.Task(model, dictionaries, Ablation.Interchange, split);
            var nodes = UnitSet.All(task.Units);
            var closed = Weights(task, new FeatureEdges(task, nodes));
            var passes = Weights(task, new FeatureEdges(task, nodes) { ClosedForms = false });
            Assert.NotEmpty(closed);
            foreach (var edge in closed.Keys.Union(passes.Keys))
            {
                Assert.Equal(passes.GetValueOrDefault(edge), closed.GetValueOrDefault(edge), 1e-10);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void Edges_agree_with_finite_differences_of_their_definition(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        foreach (var split in new[] { false, true })
        {
            var task = SmallFeatures.Task(model, dictionaries, Ablation.Interchange, split);
            using var definition = new EdgeDefinition(task);
            var edges = NamedEdges.Of(task, new FeatureEdges(task, UnitSet.All(task.Units)).Find(null, default));
            // Of every pair of sites some edges: the strongest, and some of the rest.
            var families = edges.GroupBy(edge => (edge.From.Site, edge.To?.Site)).ToArray();
            foreach (var family in families)
            {
                var ranked = family.OrderByDescending(edge => Math.Abs(edge.Weight)).ToArray();
                foreach (var edge in ranked.Where((_, rank) => rank % Math.Max(1, ranked.Length / 4) == 0))
                {
                    var expected = definition.Weight(edge.From, edge.To);
                    Assert.True(
                        Math.Abs(expected - edge.Weight) < 1e-6 * Math.Max(1, Math.Abs(expected)),
                        $"{edge}: {edge.Weight:R} and should be {expected:R}"
                    );
                }
            }

            Assert.Contains(families, family => family.Any(edge => edge.From.IsError && edge.To is { IsError: true }));
            Assert.Contains(families, family => family.Any(edge => edge.From.IsError && edge.To is { IsError: false }));
            Assert.Contains(families, family => family.Any(edge => edge.To is null));
        }
    }

    [Fact]
    public void Where_a_stream_has_no_dictionary_edges_reach_past_it()
    {
        using var model = SmallFeatures.Model("attention only");
        using var dictionaries = SmallFeatures.Dictionaries(
            model,
            [FeatureSite.Embedding, FeatureSite.Attention(0), FeatureSite.Attention(2)]
        );
        var task = SmallFeatures.Task(model, dictionaries);
        using var definition = new EdgeDefinition(task);
        var edges = NamedEdges.Of(task, new FeatureEdges(task, UnitSet.All(task.Units)).Find(null, default));
        foreach (
            var (from, to) in new (FeatureSite, FeatureSite?)[]
            {
                (FeatureSite.Embedding, FeatureSite.Attention(2)),
                (FeatureSite.Attention(0), FeatureSite.Attention(2)),
                (FeatureSite.Embedding, null),
                (FeatureSite.Attention(0), null),
            }
        )
        {
            var family = edges.Where(edge => edge.From.Site == from && edge.To?.Site == to).ToArray();
            Assert.NotEmpty(family);
            var strongest = family.MaxBy(edge => Math.Abs(edge.Weight));
            Assert.Equal(
                definition.Weight(strongest.From, strongest.To),
                strongest.Weight,
                1e-6 * Math.Abs(strongest.Weight)
            );
        }
    }

    [Fact]
    public void Parallel_attention_and_mlp_have_no_edge_between_them()
    {
        using var model = SmallFeatures.Model("parallel");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        var edges = NamedEdges.Of(task, new FeatureEdges(task, UnitSet.All(task.Units)).Find(null, default));
        Assert.DoesNotContain(
            edges,
            edge => edge.From.Site.Hook == HookSite.AttentionOutput && edge.To?.Site.Hook == HookSite.MlpOutput
        );
        Assert.Contains(
            edges,
            edge => edge.From.Site.Hook == HookSite.ResidualPost && edge.To?.Site.Hook == HookSite.MlpOutput
        );
    }

    [Fact]
    public void Edges_from_the_last_stream_weigh_what_attribution_gives_its_nodes()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        var scores = new FeatureAttribution(task).Run();
        var toLoss = NamedEdges
            .Of(task, new FeatureEdges(task, UnitSet.All(task.Units)).Find(null, default))
            .Where(edge => edge.To is null)
            .ToArray();
        Assert.NotEmpty(toLoss);
        Assert.All(toLoss, edge => Assert.Equal(FeatureSite.Residual(1), edge.From.Site));
        Assert.All(toLoss, edge => Assert.Equal(scores[edge.From], edge.Weight, 1e-11));
    }

    private static Dictionary<(FeatureNode, FeatureNode?), double> Weights(FeatureTask task, FeatureEdges edges) =>
        NamedEdges.Of(task, edges.Find(null, default)).ToDictionary(edge => (edge.From, edge.To), edge => edge.Weight);

    /// <summary>Equation 5 by differences: upstream moved, every other site held clean, downstream read.</summary>
    private sealed class EdgeDefinition : IDisposable
    {
        private readonly AnswerTask _task;
        private readonly FeatureBatch _batch;
        private readonly StandIns _standIns;
        private readonly FeatureStates _states;
        private readonly IReadOnlyDictionary<FeatureSite, Tensor> _gradients;

        public EdgeDefinition(AnswerTask task)
        {
            Assert.Equal(1, task.Batches);
            _task = task;
            _batch = task.Batch(0);
            _standIns = StandIns.Of(task, task.Ablation);
            _states = FeatureStates.Of(task, _batch, _standIns);
            _gradients = SiteGradients.AtClean(task, _batch, _states);
        }

        /// <summary>Differences of the fourth order: the way of a node can be long, and the model bends.</summary>
        public double Weight(FeatureNode from, FeatureNode? to) =>
            (4 * Difference(from, to, Step) - Difference(from, to, 2 * Step)) / 3 / _task.Prompts;

        private double Difference(FeatureNode from, FeatureNode? to, double step) =>
            (Downstream(from, to, step) - Downstream(from, to, -step)) / (2 * step);

        public void Dispose()
        {
            _states.Dispose();
            _standIns.Dispose();
            _batch.Dispose();
        }

        /// <summary>The downstream node, weighted by the loss's gradient at it, when the upstream one has gone a part of its way.</summary>
        private double Downstream(FeatureNode from, FeatureNode? to, double part)
        {
            using var scope = NewDisposeScope();
            using var none = no_grad();
            var tap = new Tap(_task.Model.Architecture.Layers);
            Tensor? reached = null;
            foreach (var site in _task.Sites)
            {
                var held = site == from.Site ? Moved(from, part) : _states[site].Input;
                if (site == to?.Site)
                {
                    Splice.Read(tap, site, value => reached = value.clone().DetachFromDisposeScope());
                }

                Splice.Into(tap, site, _ => held);
            }

            var loss = _batch.Run(tap).sum().item<double>();
            return to is { } node ? Weighted(node, reached!) : loss;
        }

        private Tensor Moved(FeatureNode node, double part)
        {
            var (state, dictionary) = (_states[node.Site], _task.Dictionaries[node.Site]);
            Tensor way;
            if (node.IsError)
            {
                way = state.ErrorDifference;
            }
            else
            {
                var only = zeros_like(state.FeatureDifference);
                only.select(2, node.Feature).copy_(state.FeatureDifference.select(2, node.Feature));
                way =
                    dictionary.Decode(Ops.Add(state.Features, only), state.Input)
                    - dictionary.Decode(state.Features, state.Input);
            }

            return Ops.Add(state.Input, Ops.Scale(At(way, node.Position), part));
        }

        private double Weighted(FeatureNode node, Tensor reached)
        {
            var (state, dictionary) = (_states[node.Site], _task.Dictionaries[node.Site]);
            var gradient = _gradients[node.Site];
            var features = dictionary.Encode(reached);
            var product = node.IsError
                ? gradient * (reached - dictionary.Decode(features, state.Input))
                : dictionary.DecoderGradient(gradient, state.Input).select(2, node.Feature).unsqueeze(2)
                    * features.select(2, node.Feature).unsqueeze(2);
            return At(product, node.Position).sum().item<double>();
        }

        private static Tensor At(Tensor values, int? position)
        {
            if (position is not { } at)
            {
                return values;
            }

            var only = zeros_like(values);
            only.select(1, at).copy_(values.select(1, at));
            return only;
        }
    }
}

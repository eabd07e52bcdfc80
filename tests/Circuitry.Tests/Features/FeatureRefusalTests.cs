using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What is wrong with features is said before a model runs.</summary>
public sealed class FeatureRefusalTests : IDisposable
{
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;

    public FeatureRefusalTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Dictionaries_other_than_the_declared_ones_are_named()
    {
        SiteFeatures[] declared =
        [
            .. _dictionaries.Sites.Select(site => new SiteFeatures(site, _dictionaries[site].Width)),
        ];
        _dictionaries.CheckDeclared(declared);

        Refused("a dictionary of 15 features at hook_embed; this one has 14", declared[0] with { Width = 15 });
        Refused(
            "a dictionary of 3 features at blocks.1.hook_resid_pre; there is none",
            new(new(HookSite.ResidualPre, 1), 3)
        );
        Assert.Contains(
            "there are dictionaries at blocks.1.hook_resid_post",
            Assert.Throws<DictionaryException>(() => _dictionaries.CheckDeclared(declared[..^1])).Message
        );

        void Refused(string message, SiteFeatures other) =>
            Assert.Contains(
                message,
                Assert.Throws<DictionaryException>(() => _dictionaries.CheckDeclared([.. declared[1..], other])).Message
            );
    }

    [Fact]
    public void A_dictionary_of_another_model_is_refused()
    {
        using var wide = SmallFeatures.Model("parallel");
        Assert.Contains(
            "the dictionary of hook_embed decomposes activations of width 12; the model's are 10 wide",
            Assert.Throws<DictionaryException>(() => SmallFeatures.Task(wide, _dictionaries)).Message
        );
        Assert.Contains(
            "blocks.2.hook_mlp_out is no site of a model of 2 blocks",
            Assert.Throws<DictionaryException>(() => FeatureSite.Mlp(2).Width(_model.Architecture)).Message
        );
    }

    [Fact]
    public void Positions_of_prompts_of_different_length_cannot_be_split()
    {
        var padded = SmallFeatures.Prompts(_model.Architecture, 4, oneLength: false);
        var refused = Assert.Throws<PromptException>(() =>
            new AnswerTask(_model, _dictionaries, padded, new LogitDifference(), Ablation.Zero, true)
        );
        Assert.Contains("prompts differ in length", refused.Message);
    }

    [Fact]
    public void Plain_attribution_under_a_distance_from_the_full_model_is_refused()
    {
        var prompts = SmallFeatures.Prompts(_model.Architecture, 2, oneLength: true);
        var task = new AnswerTask(_model, _dictionaries, prompts, new KlDivergence(), Ablation.Zero, false);
        Assert.Contains(
            "use FeatureIntegratedGradients or FeatureExactEffects",
            Assert.Throws<UnsuitableMethodException>(() => new FeatureAttribution(task)).Message
        );
        Assert.Contains(new FeatureIntegratedGradients(task, new MidpointRule(2)).Run().Values, score => score != 0);
    }

    [Fact]
    public void A_circuit_is_chosen_by_a_threshold_or_by_its_size()
    {
        var task = SmallFeatures.Task(_model, _dictionaries);
        foreach (
            var options in new FeatureCircuitOptions[]
            {
                new(),
                new() { Nodes = 5, NodeThreshold = 0.1 },
                new() { Nodes = 0 },
                new() { NodeThreshold = -1 },
                new() { Nodes = 5, EdgeThreshold = double.NaN },
            }
        )
        {
            Assert.Throws<ArgumentException>(() => new FeatureCircuitSearch(task, options));
        }

        var circuit = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 5, Rule = null }).Discover();
        Assert.Equal(5, circuit.Kept.Count);
        var threshold = circuit.Kept.Min(node => Math.Abs(node.Score));
        var above = new FeatureCircuitSearch(
            task,
            new FeatureCircuitOptions
            {
                NodeThreshold = threshold,
                Rule = null,
                EdgeThreshold = 0.1,
            }
        ).Discover();
        Assert.Equal(4, above.Kept.Count);
        Assert.All(above.Edges, edge => Assert.True(Math.Abs(edge.Weight) > 0.1));
        Assert.All(above.Edges, edge => Assert.Contains(edge.From, above.Kept.Select(unit => unit.Index)));
    }

    [Fact]
    public void Nodes_and_scores_of_a_task_with_other_nodes_are_refused_wherever_they_are_given()
    {
        using var neurons = FeatureDictionaries.Neurons(_model.Architecture);
        using var fewer = SmallFeatures.Dictionaries(_model, [FeatureSite.Mlp(0), FeatureSite.Residual(1)]);
        var task = SmallFeatures.Task(_model, _dictionaries, Ablation.Zero);
        FeatureTask[] others =
        [
            SmallFeatures.Task(_model, neurons, Ablation.Zero),
            SmallFeatures.Task(_model, fewer, Ablation.Zero),
            SmallFeatures.Task(_model, _dictionaries, Ablation.Zero, splitPositions: true),
        ];
        using var evaluator = new FeatureMeasure(task);
        var search = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 2 });
        var own = new FeatureAttribution(task).Run();
        foreach (var other in others)
        {
            var scores = new FeatureAttribution(other).Run();
            Action[] uses =
            [
                () => evaluator.Measure(UnitSet.All(other.Units)),
                () => new Evaluator(evaluator).MeasureComplement(UnitSet.None(other.Units)),
                () => search.Discover(scores),
            ];
            Assert.All(uses, use => Assert.Contains("expected", Assert.Throws<UnitsException>(use).Message));
            Assert.Throws<UnitsException>(() => FeatureCorrelation.Of(own, scores));
        }

        var again = SmallFeatures.Task(_model, _dictionaries, Ablation.Mean, size: 3);
        Assert.True(double.IsFinite(evaluator.Measure(UnitSet.All(again.Units))));
    }

    [Fact]
    public void Units_know_their_sites_and_numbers()
    {
        var units = SmallFeatures.Task(_model, _dictionaries).Units;
        var elsewhere = new FeatureSite(HookSite.ResidualPre, 1);
        foreach (
            var ask in new Action[]
            {
                () => units.Offset(elsewhere),
                () => units.Width(elsewhere),
                () => units.HasError(elsewhere),
            }
        )
        {
            Assert.Contains(
                "dictionary in front of the loss",
                Assert.Throws<DictionaryException>(ask).Message,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(
            "dictionary in front of the loss",
            Assert.Throws<UnitsException>(() => units.IndexOf(new FeatureNode(elsewhere, 0))).Message
        );
        Assert.Throws<UnitsException>(() => units[-1]);
        Assert.Throws<UnitsException>(() => units[units.Count]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new FeatureAttribution(SmallFeatures.Task(_model, _dictionaries)).Run().Top(-1)
        );
    }

    [Fact]
    public void More_nodes_than_can_be_told_apart_are_refused_with_their_number()
    {
        using var wide = new FeatureDictionaries([new Wide(FeatureSite.Residual(0), 12, 200_000_000)]);
        var split = SmallFeatures.Task(_model, wide, splitPositions: true);
        Assert.Contains(
            "200000001 features and error terms at 6 positions are 1200000006 nodes",
            Assert.Throws<GraphException>(() => split.Units).Message
        );
        Assert.Equal(200_000_001, SmallFeatures.Task(_model, wide).Units.Count);
    }

    /// <summary>A dictionary that is wide and holds nothing.</summary>
    private sealed class Wide(FeatureSite site, int inputWidth, int width) : FeatureDictionary(site, inputWidth, width)
    {
        public override string Hash => "";

        public override Tensor Encode(Tensor input) => throw new NotSupportedException();

        public override Tensor Decode(Tensor features, Tensor input) => throw new NotSupportedException();

        public override Tensor DecoderGradient(Tensor gradient, Tensor input) => throw new NotSupportedException();

        public override Tensor Directions(Tensor indices) => throw new NotSupportedException();

        public override Tensor EncoderGradients(Tensor input, Tensor indices) => throw new NotSupportedException();

        public override void Dispose() { }
    }

    [Fact]
    public void Names_of_nodes_are_read_back_and_others_refused()
    {
        FeatureNode[] nodes =
        [
            new(FeatureSite.Embedding, 946, 3),
            new(FeatureSite.Mlp(2), 37),
            new(new FeatureSite(HookSite.MixedValue, 11), FeatureNode.ErrorTerm),
        ];
        Assert.Equal(nodes, nodes.Select(node => FeatureNode.Parse(node.Name)));
        Assert.Equal(["embed/946@3", "mlp_2/37", "z_11/error"], nodes.Select(node => node.ToString()));
        foreach (
            var name in new[]
            {
                "mlp_2",
                "blocks.2.hook_mlp_out/x",
                "blocks.2.hook_q/1",
                "hook_embed/1@2@3",
                "hook_embed/-1",
            }
        )
        {
            Assert.Throws<DictionaryException>(() => FeatureNode.Parse(name));
        }
    }

    [Fact]
    public void Features_by_name_know_their_dictionary()
    {
        var features = new SiteFeatures(FeatureSite.Mlp(1), 14);
        Assert.Equal(new FeatureNode(FeatureSite.Mlp(1), 13, 2), features[13, 2]);
        Assert.True(features.Error.IsError);
        Assert.Contains("the features 0 to 13", Assert.Throws<ArgumentOutOfRangeException>(() => features[14]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => features[0, -1]);
        var units = SmallFeatures.Task(_model, _dictionaries).Units;
        Assert.Contains(
            "positions are not split",
            Assert.Throws<UnitsException>(() => units.IndexOf(features[1, 0])).Message
        );
        Assert.Equal(
            Enumerable.Range(0, units.Count),
            Enumerable.Range(0, units.Count).Select(index => units.IndexOf(units[index]))
        );
    }
}

using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// Padding never counts: whatever is averaged or summed over positions is, of prompts of unequal length together, what each
/// prompt gives when it is run alone.
/// </summary>
public sealed class PaddedFeaturesTests : IDisposable
{
    private const double Tolerance = 1e-10;

    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;

    public PaddedFeaturesTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void A_mean_is_over_the_prompts_that_have_a_token_there_counted_from_the_end()
    {
        var task = Task(Ablation.Mean);
        Assert.True(task.Pairs.Clean.IsPadded);
        using var standIns = StandIns.Of(task, Ablation.Mean);
        using var batch = task.Batch(0);
        using var runs = new BatchRuns(task, batch);
        using var scope = NewDisposeScope();
        foreach (var site in task.Sites)
        {
            var (features, error) = standIns.At(task, batch, site, runs);
            var (byHand, errorByHand) = Means(task.Pairs.Pairs.Select(pair => pair.Corrupted), site, task.Length);
            Numbers.Same(byHand, features.squeeze(0), Tolerance);
            Numbers.Same(errorByHand, error.squeeze(0), Tolerance);
        }
    }

    [Fact]
    public void A_mean_over_several_batches_is_aligned_from_the_end_too()
    {
        // The second batch has shorter texts than the first, and the first ones of the third are padded.
        IReadOnlyList<int>[] texts =
        [
            .. Enumerable
                .Range(0, 80)
                .Select(i =>
                    Enumerable
                        .Range(
                            i,
                            i < 32 ? 4 + i % 3
                                : i < 64 ? 2
                                : 1 + i % 5
                        )
                        .Select(token => token % 8)
                        .ToArray()
                ),
        ];
        using var probe = Probe(1);
        var task = new ProbeTask(_model, _dictionaries, texts.Select((text, i) => (text, i % 2)), probe, 1);
        Assert.Equal(3, task.Batches);
        using var standIns = StandIns.Of(task, Ablation.Mean);
        using var scope = NewDisposeScope();
        foreach (var site in task.Sites)
        {
            var (byHand, errorByHand) = Means(texts, site, task.Length);
            for (var index = 0; index < task.Batches; index++)
            {
                using var batch = task.Batch(index);
                var first = task.Length - batch.Length;
                using var runs = new BatchRuns(task, batch);
                var (features, error) = standIns.At(task, batch, site, runs);
                Numbers.Same(byHand.narrow(0, first, batch.Length), features.squeeze(0), Tolerance);
                Numbers.Same(errorByHand.narrow(0, first, batch.Length), error.squeeze(0), Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(Ablation.Mean)]
    [InlineData(Ablation.Zero)]
    [InlineData(Ablation.Interchange)]
    public void A_circuit_alone_measures_what_its_prompts_do_run_one_by_one(ShippedAblation ablation)
    {
        var task = Task(ablation);
        var random = new Random(7);
        var kept = UnitSet.Of(task.Units, Enumerable.Range(0, task.Units.Count).Where(_ => random.Next(2) == 0));
        using var evaluator = new FeatureMeasure(
            task,
            new FeatureEvaluationOptions { Ablation = ablation, FirstBlock = -1 }
        );

        var each = evaluator.MeasureEach(kept);
        for (var i = 0; i < each.Length; i++)
        {
            Assert.Equal(-Alone(task, i, kept), each[i], Tolerance);
        }
    }

    [Fact]
    public void What_stands_in_is_the_evaluators_choice_whatever_the_tasks_is()
    {
        var options = new FeatureEvaluationOptions { FirstBlock = -1 };
        var kept = UnitSet.None(Task(Ablation.Zero).Units);
        foreach (var ablation in Enum.GetValues<ShippedAblation>())
        {
            double[] measured =
            [
                .. Enum.GetValues<ShippedAblation>()
                    .Select(of =>
                    {
                        using var evaluator = new FeatureMeasure(Task(of), options with { Ablation = ablation });
                        return evaluator.Measure(kept);
                    }),
            ];
            Assert.All(measured, one => Assert.Equal(measured[0], one, Tolerance));
        }

        // Texts of a probe have no corrupted ones beside them.
        using var probe = Probe(1);
        var task = new ProbeTask(_model, _dictionaries, [([1, 2, 3], 0), ([4], 1)], probe, 1);
        using var taken = new FeatureMeasure(task, options with { Ablation = Ablation.Interchange });
        Assert.Contains(
            "there are no corrupted prompts",
            Assert.Throws<PromptException>(() => taken.Measure(UnitSet.None(task.Units))).Message
        );
        using var means = new FeatureMeasure(task, options with { Ablation = Ablation.Mean });
        Assert.True(double.IsFinite(means.Measure(UnitSet.None(task.Units))));
    }

    [Theory]
    [InlineData(Ablation.Mean)]
    [InlineData(Ablation.Zero)]
    [InlineData(Ablation.Interchange)]
    public void An_exact_effect_is_the_mean_of_its_prompts_effects_run_one_by_one(ShippedAblation ablation)
    {
        var task = Task(ablation);
        var scores = new FeatureExactEffects(task).Run();
        var all = UnitSet.All(task.Units);
        foreach (
            var (node, score) in scores
                .RankedFeatures()
                .Where((scored, rank) => rank % 9 == 0 || (scored.Node.IsError && rank % 2 == 0))
        )
        {
            var without = UnitSet.Of(task.Units, task.Units.NodesOf(all).Where(other => other != node));
            var rise = Enumerable
                .Range(0, task.Prompts)
                .Average(i => Alone(task, i, without, node.Site) - Alone(task, i, all, node.Site));
            Assert.Equal(rise, score, Tolerance);
        }

        Assert.Contains(scores.RankedFeatures(), scored => scored.Node.IsError);
    }

    [Theory]
    [InlineData(Ablation.Mean)]
    [InlineData(Ablation.Zero)]
    [InlineData(Ablation.Interchange)]
    public void Attribution_and_integrated_gradients_are_those_of_hand_made_differences(ShippedAblation ablation)
    {
        var task = Task(ablation);
        var attribution = new FeatureAttribution(task).Run();
        // One point at the clean end is the same gradient.
        var integrated = new FeatureIntegratedGradients(task, new RightRule(1)).Run();
        using var scope = NewDisposeScope();
        foreach (var site in task.Sites)
        {
            var dictionary = task.Dictionaries[site];
            var features = zeros([dictionary.Width], float64);
            var error = 0.0;
            for (var i = 0; i < task.Prompts; i++)
            {
                var (input, gradient) = GradientAlone(task, i, site);
                var encoded = dictionary.Encode(input);
                var (standIn, standInError) = StandIn(task, i, site);
                var difference = standIn - encoded;
                features.add_((dictionary.DecoderGradient(gradient, input) * difference).sum([0L, 1L]), Scalars.One);
                error += (gradient * (standInError - dictionary.Error(input, encoded))).sum().item<double>();
            }

            for (var feature = 0; feature < dictionary.Width; feature++)
            {
                var byHand = features[feature].item<double>() / task.Prompts;
                Assert.Equal(byHand, attribution[new FeatureNode(site, feature)], Tolerance);
                Assert.Equal(byHand, integrated[new FeatureNode(site, feature)], Tolerance);
            }

            Assert.Equal(error / task.Prompts, attribution[new FeatureNode(site, FeatureNode.ErrorTerm)], Tolerance);
        }
    }

    [Theory]
    [InlineData(Ablation.Zero)]
    [InlineData(Ablation.Interchange)]
    public void An_edge_weighs_the_mean_of_what_it_weighs_in_its_prompts_alone(ShippedAblation ablation)
    {
        var task = Task(ablation);
        FeatureNode[] nodes = [.. task.Units.NodesOf(new FeatureAttribution(task).Run().Top(24))];
        Assert.Contains(nodes, node => node.IsError);
        var together = Edges(task, nodes);
        var alone = task.Pairs.Pairs.Select(pair => Edges(Task(ablation, PromptPairs.Of([pair])), nodes)).ToArray();

        Assert.NotEmpty(together);
        foreach (var edge in together.Keys.Union(alone.SelectMany(edges => edges.Keys)))
        {
            Assert.Equal(
                alone.Average(edges => edges.GetValueOrDefault(edge)),
                together.GetValueOrDefault(edge),
                Tolerance
            );
        }
    }

    [Fact]
    public void Under_mean_ablation_an_edge_weighs_the_mean_of_what_it_weighs_alone_with_means_made_by_hand()
    {
        var task = Task(Ablation.Mean);
        FeatureNode[] nodes = [.. task.Units.NodesOf(new FeatureAttribution(task).Run().Top(24))];
        var together = Edges(task, nodes);
        using var scope = NewDisposeScope();
        var byHand = new ByHand(
            task.Sites.ToDictionary(
                site => site.Name,
                site => Means(task.Pairs.Pairs.Select(pair => pair.Corrupted), site, task.Length)
            )
        );
        var alone = task.Pairs.Pairs.Select(pair => Edges(Task(byHand, PromptPairs.Of([pair])), nodes)).ToArray();

        Assert.Contains(together.Keys, edge => edge.Item1.IsError);
        foreach (var edge in together.Keys.Union(alone.SelectMany(edges => edges.Keys)))
        {
            Assert.Equal(
                alone.Average(edges => edges.GetValueOrDefault(edge)),
                together.GetValueOrDefault(edge),
                Tolerance
            );
        }
    }

    [Fact]
    public void A_probe_reads_and_scores_of_it_are_the_mean_of_texts_alone()
    {
        IReadOnlyList<int>[] texts =
        [
            [1, 2, 3, 4, 5],
            [6],
            [7, 1],
            [2, 2, 3],
        ];
        using var probe = Probe(1);
        using var scope = NewDisposeScope();
        ProbeTask Of(IEnumerable<int> which) =>
            new(_model, _dictionaries, which.Select(i => (texts[i], i % 2)), probe, 1);
        var pooled = PooledActivations.Of(_model, texts, 1, null);
        var together = new FeatureIntegratedGradients(Of(Enumerable.Range(0, texts.Length)), new MidpointRule(3)).Run();
        var alone = new List<UnitScores>();
        for (var i = 0; i < texts.Length; i++)
        {
            using var sequence = Sequence.Of(new Prompts([texts[i]]), _model);
            Numbers.Same(_model.Residual(sequence, Tap.None, 2).mean([1]).squeeze(0), pooled[i], Tolerance);
            alone.Add(new FeatureIntegratedGradients(Of([i]), new MidpointRule(3)).Run());
        }

        for (var index = 0; index < together.Values.Count; index++)
        {
            Assert.Equal(alone.Average(scores => scores.Values[index]), together.Values[index], Tolerance);
        }
    }

    [Fact]
    public void A_dictionarys_quality_on_texts_together_is_that_on_texts_alone()
    {
        IReadOnlyList<int>[] texts =
        [
            [1, 2, 3, 4, 5, 6],
            [7],
            [1, 2, 7],
            [5, 4],
        ];
        var evaluation = new DictionaryEvaluation(_model, _dictionaries);
        var together = evaluation.Measure([new TextBatch(new Prompts(texts), [1, 1, 2, 1])]);
        var alone = evaluation.Measure(texts.Select((text, i) => new TextBatch(new Prompts([text]), [i == 2 ? 2 : 1])));

        foreach (var (one, other) in together.Zip(alone))
        {
            Assert.Equal(12, one.Activations);
            Assert.Equal(other.Activations, one.Activations);
            Assert.Equal(other.L0, one.L0, Tolerance);
            Assert.Equal(other.Cosine, one.Cosine, Tolerance);
            Assert.Equal(other.ExplainedVariance, one.ExplainedVariance, Tolerance);
            Assert.Equal(other.DeadFeatures, one.DeadFeatures);
            Assert.Equal(other.Loss, one.Loss, Tolerance);
            Assert.Equal(other.ReconstructedLoss, one.ReconstructedLoss, Tolerance);
            Assert.Equal(other.AblatedLoss, one.AblatedLoss, Tolerance);
        }
    }

    [Fact]
    public void The_mean_of_a_neuron_is_over_the_tokens_of_all_texts()
    {
        LabelledPrompt[] texts = [new([1, 2, 3, 4, 5], 0, 0), new([6], 1, 1), new([7, 1], 0, 0), new([2, 2, 3], 1, 1)];
        LabelledPrompt[] groups = [new([1], 0, 0), new([2], 0, 1), new([3], 1, 0), new([4], 1, 1)];
        var data = new BiasedData
        {
            Ambiguous = texts,
            Balanced = groups,
            Test = groups,
            Concepts = [1],
            SpuriousWords = new HashSet<int>(),
        };
        using var setting = new ShiftSetting(_model, data, new ShiftOptions { Block = 1 });
        using var means = new TokenMeans(setting, _dictionaries.Sites);
        using var scope = NewDisposeScope();
        foreach (var site in _dictionaries.Sites)
        {
            var rows = texts.Select(text => Inputs(text.Tokens, site).squeeze(0)).ToArray();
            Numbers.Same(cat(rows, 0).mean([0L]), means.Of(site), Tolerance);
        }
    }

    private AnswerTask Task(Ablation ablation, PromptPairs? pairs = null) =>
        new(
            _model,
            _dictionaries,
            pairs ?? SmallFeatures.Prompts(_model.Architecture, 5, oneLength: false),
            new LogitDifference(),
            ablation,
            false
        );

    private Probe Probe(int seed)
    {
        using var inputs = Autoencoders.Normal(9, 4, _model.Architecture.ModelWidth);
        return global::Circuitry.Features.Shift.Probe.Train(inputs, [0, 1, 0, 1], seed);
    }

    private static Dictionary<(FeatureNode, FeatureNode?), double> Edges(AnswerTask task, FeatureNode[] nodes) =>
        NamedEdges
            .Of(task, new FeatureEdges(task, UnitSet.Of(task.Units, nodes)).Find(null, default))
            .ToDictionary(edge => (edge.From, edge.To), edge => edge.Weight);

    /// <summary>The activation at a site of one prompt run alone, [1, position, d_in]; of the current scope.</summary>
    private Tensor Inputs(IReadOnlyList<int> tokens, FeatureSite site)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var sequence = Sequence.Of(new Prompts([tokens]), _model);
        var tap = new Tap(_model.Architecture.Layers);
        Tensor? found = null;
        Splice.Read(tap, site, value => found = value.clone().DetachFromDisposeScope());
        _model.Forward(sequence, tap);
        return found!.MoveToOuterDisposeScope();
    }

    /// <summary>Means of features [position, d_sae] and error terms [position, d_in], by adding up prompt after prompt.</summary>
    private (Tensor Features, Tensor Error) Means(IEnumerable<IReadOnlyList<int>> prompts, FeatureSite site, int length)
    {
        var dictionary = _dictionaries[site];
        var features = zeros([length, dictionary.Width], float64);
        var error = zeros([length, dictionary.InputWidth], float64);
        var counts = new int[length];
        foreach (var tokens in prompts)
        {
            var input = Inputs(tokens, site).squeeze(0);
            var encoded = dictionary.Encode(input);
            var left = dictionary.Error(input, encoded);
            for (var i = 0; i < tokens.Count; i++)
            {
                var place = length - tokens.Count + i;
                features[place].add_(encoded[i], Scalars.One);
                error[place].add_(left[i], Scalars.One);
                counts[place]++;
            }
        }

        var divisors = tensor(counts.Select(count => Math.Max(1.0, count)).ToArray()).unsqueeze(1);
        return (features / divisors, error / divisors);
    }

    /// <summary>What stands in at a site for one prompt run alone: features [1, position, d_sae] and error term [1, position, d_in].</summary>
    private (Tensor Features, Tensor Error) StandIn(AnswerTask task, int prompt, FeatureSite site)
    {
        var dictionary = _dictionaries[site];
        var tokens = task.Pairs.Pairs[prompt].Corrupted;
        switch (task.Ablation)
        {
            case ZeroAblation:
                return (
                    zeros([1, tokens.Count, dictionary.Width], float64),
                    zeros([1, tokens.Count, dictionary.InputWidth], float64)
                );
            case MeanAblation:
                var (features, error) = Means(task.Pairs.Pairs.Select(pair => pair.Corrupted), site, task.Length);
                var first = task.Length - tokens.Count;
                return (
                    features.narrow(0, first, tokens.Count).unsqueeze(0),
                    error.narrow(0, first, tokens.Count).unsqueeze(0)
                );
            default:
                var input = Inputs(tokens, site);
                var encoded = dictionary.Encode(input);
                return (encoded, dictionary.Error(input, encoded));
        }
    }

    /// <summary>The loss of one prompt run alone, with what is not kept replaced by hand.</summary>
    private double Alone(AnswerTask task, int prompt, UnitSet kept, FeatureSite? only = null)
    {
        using var scope = NewDisposeScope();
        var alone = Task(Ablation.Zero, PromptPairs.Of([task.Pairs.Pairs[prompt]]));
        var sites = task.Sites.Where(site => only is null || site == only).ToArray();
        var standIns = sites.ToDictionary(site => site, site => StandIn(task, prompt, site));
        return SmallFeatures.Loss(
            alone,
            tap =>
            {
                foreach (var site in sites)
                {
                    Splice.Into(tap, site, input => Rebuilt(site, input));
                }
            }
        );

        Tensor Rebuilt(FeatureSite site, Tensor input)
        {
            var dictionary = task.Dictionaries[site];
            var (standIn, standInError) = standIns[site];
            var encoded = dictionary.Encode(input);
            var features = encoded.clone();
            for (var feature = 0; feature < dictionary.Width; feature++)
            {
                if (!kept.Contains(new FeatureNode(site, feature)))
                {
                    features.select(2, feature).copy_(standIn.select(2, feature));
                }
            }

            var error = kept.Contains(new FeatureNode(site, FeatureNode.ErrorTerm))
                ? dictionary.Error(input, encoded)
                : standInError;
            return Ops.Add(dictionary.Decode(features, input), error);
        }
    }

    /// <summary>The activation at a site of one prompt run alone, and the gradient of its loss there.</summary>
    private (Tensor Input, Tensor Gradient) GradientAlone(AnswerTask task, int prompt, FeatureSite site)
    {
        using var enabled = enable_grad();
        var alone = Task(Ablation.Zero, PromptPairs.Of([task.Pairs.Pairs[prompt]]));
        using var batch = alone.Batch(0);
        var input = Inputs(task.Pairs.Pairs[prompt].Clean, site);
        var leaf = zeros_like(input).requires_grad_(true);
        var tap = new Tap(_model.Architecture.Layers);
        Splice.Into(tap, site, value => Ops.Add(value, leaf));
        return (input, Ops.CheckedGradients(batch.Run(tap).sum(), [leaf])[0]);
    }

    /// <summary>Puts means of features [position, d_sae] and of error terms [position, d_in], aligned from the end, in place of them.</summary>
    private sealed record ByHand(IReadOnlyDictionary<string, (Tensor Features, Tensor Error)> Means) : Ablation
    {
        public override Tensor Replace(AblatedActivation activation)
        {
            var end = activation.Site.LastIndexOf('/');
            var (features, error) = Means[activation.Site[..end]];
            var mean = activation.Site[end..] == "/error" ? error : features;
            var length = activation.Clean.size(1);
            return mean.narrow(0, mean.size(0) - length, length).unsqueeze(0);
        }
    }
}

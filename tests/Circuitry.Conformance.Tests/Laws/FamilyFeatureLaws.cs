using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// What must hold of features on the model of every case of every family, in float64, with a random dictionary on each of its sites:
/// embeddings, attention and MLP behind their norms, and the residual stream.
/// </summary>
public sealed class FamilyFeatureLaws
{
    private const int Width = 6;
    private const int PathPoints = 60;

    /// <summary>Worst seen 2e-14.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>
    /// Of the size of the effect. Worst seen 0.7 % (qwen2/window, the stream behind block 0, close to the zero of a norm); next
    /// comes 0.001 % (olmo3/base).
    /// </summary>
    private const double PathTolerance = 0.01;

    /// <summary>The same where the model has corners, at which no rule is of high order: ReLU, clipped projections. Worst seen 4.4 % (olmo/base).</summary>
    private const double CornerTolerance = 0.06;

    private static readonly FeatureEvaluationOptions Everywhere = new()
    {
        FirstBlock = -1,
        Ablation = Ablation.Interchange,
    };

    public static TheoryData<string> Cases => [.. FamilyCases.Models.Keys];

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Everything_kept_is_the_clean_model_and_nothing_kept_the_corrupted_one(string name)
    {
        using var given = Given.Of(name);
        using var measure = new FeatureMeasure(given.Task(given.Pairs), Everywhere);
        using var swapped = new FeatureMeasure(
            given.Task(
                PromptPairs.Of(
                    given.Pairs.Pairs.Select(pair => pair with { Clean = pair.Corrupted, Corrupted = pair.Clean })
                )
            ),
            Everywhere
        );

        Assert.Equal(measure.MeasureFull().Average(), measure.Measure(UnitSet.All(measure.Units)), Tolerance);
        Assert.Equal(swapped.MeasureFull().Average(), measure.MeasureEmpty().Average(), Tolerance);
        Assert.NotEqual(measure.MeasureFull().Average(), measure.MeasureEmpty().Average(), 1e-6);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Exact_effects_are_what_the_removal_of_each_node_does(string name)
    {
        using var given = Given.Of(name);
        var task = given.Task(given.Pairs);
        using var measure = new FeatureMeasure(task, Everywhere);
        var scores = new FeatureExactEffects(task).Run();
        var full = measure.MeasureFull().Average();
        foreach (var unit in Enumerable.Range(0, task.Units.Count).Where(unit => unit % 5 == 0))
        {
            Assert.Equal(full - measure.Measure(Without(task, [unit])), scores.Values[unit], Tolerance);
        }

        Assert.Contains(scores.Values, score => Math.Abs(score) > 1e-6);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Attribution_is_the_path_of_one_point_and_a_whole_path_sums_to_the_effect_of_its_site(string name)
    {
        using var given = Given.Of(name);
        var task = given.Task(given.Pairs);
        using var measure = new FeatureMeasure(task, Everywhere);
        var atClean = new FeatureAttribution(task).Run().Values;
        var onePoint = new FeatureIntegratedGradients(task, new RightRule(1)).Run().Values;
        for (var unit = 0; unit < task.Units.Count; unit++)
        {
            Assert.Equal(atClean[unit], onePoint[unit], Tolerance);
        }

        var scores = new FeatureIntegratedGradients(task, new GaussLegendreRule(PathPoints)).Run().Values;
        var tolerance = given.HasCorners ? CornerTolerance : PathTolerance;
        var full = measure.MeasureFull().Average();
        // From one token's embedding to another's the path passes close to zero, where a norm turns sharply: it takes thousands of points.
        foreach (var site in task.Sites.Where(site => site.Hook != HookSite.TokenEmbedding))
        {
            int[] units = [.. Enumerable.Range(0, task.Units.Count).Where(unit => task.Units[unit].Site == site)];
            var effect = full - measure.Measure(Without(task, units));
            var sum = units.Sum(unit => scores[unit]);
            Assert.True(
                Math.Abs(effect - sum) < tolerance * Math.Max(0.1, Math.Abs(effect)),
                FormattableString.Invariant($"{site}: {sum:R} and should be {effect:R}")
            );
        }
    }

    private static UnitSet Without(AnswerTask task, IEnumerable<int> units) =>
        UnitSet.Of(task.Units, Enumerable.Range(0, task.Units.Count).Except(units));

    /// <summary>A model with dictionaries and prompts.</summary>
    private sealed class Given : IDisposable
    {
        private readonly TransformerModel _model;
        private readonly FeatureDictionaries _dictionaries;

        private Given(TransformerModel model)
        {
            _model = model;
            _dictionaries = new(FeatureSite.All(model.Architecture).Select(Dictionary));
            Pairs = PromptPairs.Made(
                new FamilyPairs(),
                new DatasetRequest
                {
                    Size = 3,
                    Seed = 5,
                    Architecture = model.Architecture,
                }
            );
        }

        public PromptPairs Pairs { get; }

        /// <summary>Whether a line through activations meets a corner.</summary>
        public bool HasCorners =>
            _model.Architecture.Mlp?.Nonlinearity == Nonlinearity.Relu
            || _model.Architecture.Attention.QueryKeyValueClip > 0;

        public static Given Of(string name) =>
            new(FamilyCases.Models[name](FamilyCases.FolderOf(name), ScalarType.Float64));

        public AnswerTask Task(PromptPairs pairs) =>
            new(_model, _dictionaries, pairs, new LogitDifference(), Ablation.Interchange, splitPositions: false);

        public void Dispose()
        {
            _dictionaries.Dispose();
            _model.Dispose();
        }

        private FeatureDictionary Dictionary(FeatureSite site, int index)
        {
            var width = site.Width(_model.Architecture);
            return new SparseAutoencoder(
                site,
                Normal(1, width, Width),
                Normal(2, Width),
                Normal(3, Width, width),
                Normal(4, width),
                index % 2 == 0 ? DictionaryActivation.Relu() : DictionaryActivation.TopK(3)
            );

            Tensor Normal(int seed, params long[] shape)
            {
                using var generator = new Generator((ulong)(10 * index + seed), CPU);
                return randn(shape, dtype: float64, generator: generator);
            }
        }
    }
}

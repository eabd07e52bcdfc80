using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What has been disposed says so by its name, and may be disposed again.</summary>
public sealed class DisposedFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> AllKinds => [.. Kinds, "neurons"];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void A_disposed_dictionary_says_so_by_its_name(string kind)
    {
        FeatureDictionary dictionary =
            kind == "neurons"
                ? new NeuronBasis(FeatureSite.Residual(0), Serial.Declared)
                : Autoencoders.Random(kind, InputNormalization.ConstantNormRescale);
        using var x = Normal(1, 2, dictionary.InputWidth);
        using var features = Normal(2, 2, dictionary.Width);
        using var indices = tensor(new long[] { 0, 1 });
        dictionary.Dispose();
        dictionary.Dispose();

        Action[] uses =
        [
            () => dictionary.Encode(x),
            () => dictionary.Decode(features, x),
            () => dictionary.Error(x, features),
            () => dictionary.DecoderGradient(x, x),
            () => dictionary.DecoderGradient(x, x, indices),
            () => dictionary.Directions(indices),
            () => dictionary.EncoderGradients(x, indices),
            () => dictionary.Contributions(features.narrow(-1, 0, 2), x, indices),
        ];
        Assert.All(uses, use => Named(dictionary.GetType().Name, use));
        if (dictionary is SparseAutoencoder autoencoder)
        {
            Named(nameof(SparseAutoencoder), () => Assert.NotEmpty(autoencoder.Hash));
            Named(nameof(SparseAutoencoder), () => autoencoder.SaveSaeLens(_folder.Path));
        }
    }

    [Fact]
    public void Disposed_dictionaries_say_so_through_whatever_is_bound_to_them()
    {
        using var model = SmallFeatures.Model("serial");
        var dictionaries = SmallFeatures.Dictionaries(model);
        var tasks = Enum.GetValues<ShippedAblation>()
            .Select(ablation => SmallFeatures.Task(model, dictionaries, ablation))
            .ToArray();
        var node = new FeatureNode(FeatureSite.Mlp(0), 0);
        var layouts = tasks.Select(task => task.Units).ToArray();
        using var evaluator = new FeatureMeasure(tasks[0]);
        dictionaries.Dispose();
        dictionaries.Dispose();

        Action[] uses =
        [
            () => Assert.NotEmpty(dictionaries.Sites),
            () => Assert.NotNull(dictionaries[FeatureSite.Mlp(0)]),
            () => Assert.True(dictionaries.Contains(FeatureSite.Mlp(0))),
            () => dictionaries.CheckFit(model.Architecture),
            () => dictionaries.Save(_folder.Path),
            () => SmallFeatures.Task(model, dictionaries),
            () => evaluator.Measure(UnitSet.None(layouts[0])),
            () =>
                new FeatureEvidenceCollector(model, dictionaries, token => $"{token}").Collect(
                    [new ScoredFeature(node, 1)],
                    [new[] { 1, 2 }]
                ),
            () => new DictionaryEvaluation(model, dictionaries).Measure([]),
            .. tasks.SelectMany(task =>
                new Action[]
                {
                    () => new FeatureAttribution(task).Run(),
                    () => new FeatureIntegratedGradients(task, new MidpointRule(1)).Run(),
                    () => new FeatureExactEffects(task).Run(),
                    () => new FeatureMeasure(task, new FeatureEvaluationOptions { Ablation = task.Ablation }).Dispose(),
                    () => new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 1 }).Discover(),
                }
            ),
        ];
        Assert.All(uses, use => Named(nameof(FeatureDictionaries), use));
    }

    [Fact]
    public void A_disposed_feature_experiment_says_so_by_its_name()
    {
        var model = SmallModels.Make<Serial>();
        var experiment = new SerialFeatures(model, SmallFeatures.Dictionaries(model));
        var prompts = experiment.Prompts;
        experiment.Dispose();
        experiment.Dispose();

        Action[] uses =
        [
            () => Assert.NotNull(experiment.Model),
            () => Assert.NotNull(experiment.Dictionaries),
            () => Assert.NotNull(experiment.Task),
            () => Assert.NotNull(experiment.Neurons),
            () => experiment.On(prompts),
            () => experiment.NeuronsOn(prompts),
            () => experiment.Run(prompts.Clean),
            () => experiment.FeatureAttribution().Run(),
            () => experiment.FeatureCircuit(nodes: 1).Discover(),
        ];
        Assert.All(uses, use => Named(nameof(SerialFeatures), use));
    }

    [Fact]
    public void A_disposed_SHIFT_experiment_says_so_by_its_name()
    {
        var model = SmallModels.Make<Serial>();
        var experiment = new SerialShift(model, SmallFeatures.Dictionaries(model));
        experiment.Dispose();
        experiment.Dispose();

        Action[] uses =
        [
            () => Assert.NotNull(experiment.Model),
            () => Assert.NotNull(experiment.Dictionaries),
            () => experiment.Shift(),
            () => experiment.Table(),
        ];
        Assert.All(uses, use => Named(nameof(SerialShift), use));
    }

    [Fact]
    public void A_disposed_probe_and_a_disposed_evaluator_say_so_by_their_names()
    {
        using var inputs = Normal(3, 4, 6);
        var probe = Probe.Train(inputs, [0, 1, 0, 1], 0);
        probe.Dispose();
        probe.Dispose();
        Action[] uses =
        [
            () => probe.Classify(inputs),
            () => probe.Logits(inputs),
            () => Assert.NotNull(probe.Weight),
            () => Assert.NotNull(probe.Bias),
        ];
        Assert.All(uses, use => Named(nameof(Probe), use));

        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        var evaluator = new FeatureMeasure(task);
        evaluator.Dispose();
        evaluator.Dispose();
        Assert.All(
            new Action[]
            {
                () => evaluator.Measure(UnitSet.All(task.Units)),
                () => new Evaluator(evaluator).Measure(UnitSet.All(task.Units)),
                () => Assert.Equal(0, evaluator.MeasureFull().Average()),
                () => new Evaluator(evaluator).Curve([], []),
            },
            use => Named(nameof(FeatureMeasure), use)
        );
    }

    private static void Named(string name, Action use)
    {
        using var scope = NewDisposeScope();
        Assert.EndsWith(name, Assert.Throws<ObjectDisposedException>(use).ObjectName, StringComparison.Ordinal);
    }
}

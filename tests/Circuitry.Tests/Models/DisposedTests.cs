using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What is disposed says so by name wherever it would touch its tensors, and can be disposed again.</summary>
public sealed class DisposedTests
{
    [Fact]
    public void A_disposed_experiment_says_so_by_name()
    {
        var experiment = SmallEdges.From(Small.Model());
        var edges = EdgeSet.All(experiment.Graph);
        var all = UnitSet.All(experiment.Units);
        var evaluator = new Evaluator(experiment);
        var units = Gate.Scores(experiment.Units, new double[experiment.Units.Count]);
        var nodes = experiment.HeadImportance().Score();
        experiment.Dispose();
        experiment.Dispose();
        Refused<SmallEdges>(
            () => experiment.Runs,
            () => experiment.Target,
            () => experiment.Logits(edges),
            () => experiment.Measure(edges),
            () => experiment.MeasureEach(edges),
            () => experiment.MaskOf(edges),
            () => experiment.Run(experiment.Prompts.Clean),
            () => experiment.With(BiasConvention.Writer),
            () => experiment.Acdc(0.1).Discover(),
            () => new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = [0.1] }).Discover(),
            () => experiment.HeadImportance().Score(),
            () => evaluator.Measure(all),
            () => evaluator.Minimality(all),
            () => evaluator.AgainstRandom(all, 1),
            () => evaluator.Curve(units),
            () => Agreement.Of(experiment, all),
            () => CircuitEvaluation.Of(experiment, all),
            () => new TopUnits(1).Select(experiment, units),
            () => nodes.CircuitOf(1),
            () => PatchSweep.Of(experiment, HookSite.MlpOutput),
            () => AlgorithmComparison.Suitable(experiment)
        );
        // These touch the model alone, which the experiment took along.
        Refused<SmallModel>(
            () => experiment.EdgeAttributionPatching().Score(),
            () => experiment.CleanCorrupted().Score(),
            () => experiment.ExactEffects().Score(),
            () => experiment.SubnetworkProbing(1).Train(),
            () => experiment.EdgePruning(0.5).Train(),
            () =>
                experiment
                    .IntegratedGradients(
                        new IntegratedGradientsOptions { Path = new MaskPath(), Rule = new MidpointRule(1) }
                    )
                    .Score()
        );
    }

    [Fact]
    public void A_disposed_model_and_its_weights_say_so_by_name()
    {
        var model = Small.Model();
        var weights = model.Weights;
        var prompts = new Prompts([
            [1, 2, 3],
        ]);
        var sequence = Sequence.Of(prompts, model);
        using var input = ones([1, 1, 3, 16], dtype: float64);
        using var residual = ones([1, 3, 16], dtype: float64);
        model.Dispose();
        model.Dispose();
        Refused<SmallModel>(
            () => model.Weights,
            () => model.NumberType,
            () => model.Device,
            () => model.Forward(sequence),
            () => model.FinalResidual(sequence, Tap.None),
            () => model.Embed(sequence, Tap.None),
            () => model.EmbedTokens(sequence),
            () => model.Block(0, residual, sequence, Tap.None),
            () => model.Query(0, null, input),
            () => model.Key(0, null, input),
            () => model.Value(0, null, input),
            () => model.Attend(0, null, input, input, input, sequence),
            () => model.Mlp(0, residual),
            () => model.Unembed(residual),
            () => model.Run(prompts),
            () => Sequence.Of(prompts, model),
            () => SmallEdges.From(model).Measure(EdgeSet.All(SmallEdges.AllUnits.Graph))
        );
        Refused<TransformerWeights>(
            () => weights.W_E,
            () => weights.W_U,
            () => weights.W_pos,
            () => weights.b_U,
            () => weights.FinalNormScale,
            () => weights.FinalNormBias,
            () => weights.Layers,
            () => weights.NumberType,
            () => weights.Device,
            () => weights.Hash,
            () => weights.Tensors.Count(),
            () => Saved(weights)
        );
        weights.Dispose();
        sequence.Dispose();
    }

    [Fact]
    public void A_hash_that_was_taken_outlives_the_weights()
    {
        var weights = TransformerWeights.Random(SmallModel.Declared, 1);
        var hash = weights.Hash;
        weights.Dispose();
        Assert.Equal(hash, weights.Hash);
    }

    [Fact]
    public void Weights_that_are_disposed_behind_a_models_back_say_so()
    {
        using var model = Small.Model();
        model.Weights.Dispose();
        Refused<TransformerWeights>(
            () =>
                model.Run(
                    new Prompts([
                        [1],
                    ])
                ),
            () => model.NumberType
        );
    }

    [Fact]
    public void Disposed_reference_runs_targets_and_sequences_say_so_by_name()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var runs = ReferenceRuns.Of(experiment);
        var mask = experiment.MaskOf(EdgeSet.All(experiment.Graph));
        var sequence = runs.Sequence;
        var stream = new PatchedStream(runs, mask);
        using var outputs = ones([1, 3, 5, 16], dtype: float64);
        runs.Dispose();
        runs.Dispose();
        Refused<ReferenceRuns>(
            () => runs.CleanOutputs,
            () => runs.AblatedOutputs,
            () => runs.AnswerIndex,
            () => runs.AblatedInput(experiment.Graph.Stages[1]),
            () => runs.AtAnswers(outputs),
            () => new PatchedStream(runs, mask),
            () => new IncrementalForward(experiment.Transformer, experiment.Metric, experiment.Target, runs)
        );
        Assert.Throws<ObjectDisposedException>(() => experiment.Forward(stream));
        Refused<Sequence>(
            () => sequence.Tokens,
            () => sequence.Positions,
            () => sequence.Mask,
            () => sequence.Nothing,
            () => sequence.Cosines,
            () => sequence.Sines,
            () => experiment.Transformer.Forward(sequence)
        );
        sequence.Dispose();

        var target = experiment.MakeTarget(experiment.Runs);
        var answers = target.Answers!;
        using var logits = experiment.Logits(EdgeSet.All(experiment.Graph));
        target.Dispose();
        target.Dispose();
        Refused<Target>(
            () => target.CleanLogits,
            () => target.CleanLogProbabilities,
            () => target.Answers,
            () => target.WrongAnswers,
            () => experiment.Metric.Measure(logits, target)
        );
        Refused<TokenSets>(() => answers.Sum(logits), () => answers.Mean(logits), () => answers.LogSumExp(logits));
        answers.Dispose();
    }

    [Fact]
    public void A_disposed_forward_says_so_by_name()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var forward = new IncrementalForward(
            experiment.Transformer,
            experiment.Metric,
            experiment.Target,
            experiment.Runs
        );
        forward.Dispose();
        forward.Dispose();
        Refused<IncrementalForward>(
            () => forward.Differences,
            () => forward.Capture(),
            () =>
                forward.Begin(
                    [0],
                    [
                        [0],
                    ]
                )
        );
        Assert.Equal(experiment.Graph.EdgeCount, forward.Kept.Count);
    }

    [Fact]
    public void A_run_outlives_its_experiment_with_what_it_has_read()
    {
        var experiment = SmallEdges.From(Small.Model());
        var run = experiment.Run(experiment.Prompts.Clean);
        var read = run[SmallModel.Hooks.Layer0.AttentionOutput];
        var kept = read.Value.sum().item<double>();
        experiment.Dispose();
        Assert.Equal(kept, read.Value.sum().item<double>());
        Assert.Equal(3, run.Prompts.Count);
        Refused<SmallModel>(
            () => run[SmallModel.Hooks.Layer1.AttentionOutput],
            () => run.Read(SmallModel.Hooks.Layer0.AttentionOutput)
        );
        run.Dispose();
        run.Dispose();
        Refused<Run>(
            () => run[SmallModel.Hooks.Layer0.AttentionOutput],
            () => run.Patch(SmallModel.Hooks.Layer0.AttentionOutput, value => value)
        );
        Refused<Activation<AttentionOutput>>(() => read.Value);
        Assert.EndsWith("disposed", read.ToString(), StringComparison.Ordinal);
        read.Dispose();
    }

    [Fact]
    public void A_disposed_activation_is_no_patch()
    {
        using var experiment = SmallEdges.From(Small.Model());
        using var clean = experiment.Run(experiment.Prompts.Clean);
        using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
        var activation = clean[SmallModel.Hooks.Layer0.AttentionOutput];
        activation.Dispose();
        Refused<Activation<AttentionOutput>>(() =>
            corrupted.Patch(SmallModel.Hooks.Layer0.AttentionOutput, activation)
        );
        Assert.True(double.IsFinite(corrupted[SmallModel.Hooks.Logits].Value.sum().item<double>()));
    }

    [Fact]
    public void Experiments_can_be_disposed_before_anything_is_computed()
    {
        var experiment = SmallEdges.From(Small.Model());
        experiment.Dispose();
        experiment.Dispose();
        Refused<SmallEdges>(() => experiment.Runs);
    }

    [Fact]
    public void A_disposed_evaluator_of_features_says_so()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        var evaluator = new FeatureMeasure(task);
        evaluator.Dispose();
        evaluator.Dispose();
        Refused<FeatureMeasure>(
            () => evaluator.MeasureFull().Average(),
            () => evaluator.MeasureEmpty().Average(),
            () => evaluator.Measure(UnitSet.All(task.Units)),
            () => new Evaluator(evaluator).Curve([], [0])
        );
    }

    private static string Saved(TransformerWeights weights)
    {
        using var folder = new TemporaryFolder();
        weights.Save(folder.File("model.safetensors"));
        return folder.Path;
    }

    private static void Refused<T>(params Func<object?>[] uses)
    {
        for (var i = 0; i < uses.Length; i++)
        {
            var use = uses[i];
            var error = Record.Exception(() => use());
            Assert.True(
                error is ObjectDisposedException,
                $"use {i}: {error?.GetType().Name ?? "no exception"} {error}"
            );
            var name = ((ObjectDisposedException)error!).ObjectName;
            Assert.True(name == typeof(T).FullName, $"use {i} names {name}");
        }
    }
}

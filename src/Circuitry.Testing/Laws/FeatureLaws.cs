using TorchSharp;
using Xunit;
using static Circuitry.Testing.Closeness;
using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>
/// The laws that hold for every experiment on features, as tests: derive from this class in an xunit project and implement <see
/// cref="Make"/>. Each is held to plain runs of the model that are patched at hook points. A law that does not apply to an experiment is
/// skipped with the reason.
/// </summary>
/// <example>
/// <code>
/// public sealed class AgreementLaws : FeatureLaws&lt;Agreement&gt; { protected override Agreement Make() =&gt; Agreement.Load("folder", "dictionaries"); }
/// </code>
/// </example>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
public abstract partial class FeatureLaws<TExperiment>
    where TExperiment : FeatureExperiment
{
    /// <summary>Creates the experiment; every law calls this and disposes the result.</summary>
    protected abstract TExperiment Make();

    /// <summary>Number of pairs of prompts that the laws are tested on, from the first of the data set.</summary>
    protected virtual int Pairs => 4;

    /// <summary>Number of features and error terms whose effects are measured slowly, spread evenly over the sites.</summary>
    protected virtual int SlowEffects => 30;

    /// <summary>Number of edges whose weights are measured slowly, with a dozen forward passes each.</summary>
    protected virtual int SlowEdges => 30;

    /// <summary>Number of sites over which gradients are integrated, spread evenly.</summary>
    protected virtual int IntegratedSites => 4;

    /// <summary>Number of points of the path at which gradients are integrated.</summary>
    protected virtual int IntegrationPoints => 24;

    /// <summary>Tolerance of numbers of the model's number type, relative to the largest: 1e-9 in Float64 and 1e-4 otherwise.</summary>
    protected virtual double ToleranceOf(ScalarType numberType) => numberType == float64 ? 1e-9 : 1e-4;

    /// <summary>Keeping all features and error terms, or all that are replaced by something else, changes nothing.</summary>
    [SkippableFact]
    public void All_features_kept_is_the_clean_model()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        using var literal = Require(task);
        using var measure = Everywhere(task);
        var clean = literal.CleanLosses();
        SameLosses(task, clean, measure.MeasureFull());
        // What is replaced by itself may go, and its site goes through the dictionary.
        SameLosses(task, clean, measure.MeasureEach(literal.Idle().Complement()));
    }

    /// <summary>
    /// Keeping no feature and no error term leaves what replaces them: the corrupted model, where activations of corrupted prompts do and
    /// the last stream has a dictionary.
    /// </summary>
    [SkippableFact]
    public void No_feature_kept_is_the_ablated_model()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        using var literal = Require(task);
        using var measure = Everywhere(task);
        var ablated = measure.MeasureEmpty();
        SameLosses(task, literal.Losses(UnitSet.None(task.Units)), ablated);
        var last = FeatureSite.Residual(task.Blocks - 1);
        if (
            task.Ablation is InterchangeAblation
            && task.Sites.Contains(last)
            && task.Dictionaries[last] is NeuronBasis or SparseAutoencoder { Normalization: InputNormalization.None }
        )
        {
            SameLosses(task, literal.CorruptedLosses(), ablated);
        }
    }

    /// <summary>Keeping some units is replacing all others, each site taken apart as those before it leave it.</summary>
    [SkippableFact]
    public void Some_features_kept_is_the_model_with_the_others_replaced()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        using var literal = Require(task);
        var random = new Random(1);
        var kept = UnitSet.Of(task.Units, Enumerable.Range(0, task.Units.Count).Where(_ => random.Next(2) == 0));
        foreach (var errors in Enum.GetValues<ErrorHandling>())
        {
            using var measure = Everywhere(task, errors);
            SameLosses(task, literal.Losses(kept, errors), measure.MeasureEach(kept));
        }
    }

    /// <summary>The same declaration makes the same prompts, the same scores and the same circuit, byte for byte.</summary>
    [SkippableFact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var (prompts, scores, circuit) = Bytes();
        var again = Bytes();
        Assert.Equal(prompts, again.Prompts);
        Assert.Equal(scores, again.Scores);
        Assert.Equal(circuit, again.Circuit);
    }

    private (string Prompts, double[] Scores, string Circuit) Bytes()
    {
        using var experiment = Make();
        var task = Subject(experiment);
        var scores = new FeatureIntegratedGradients(task, new MidpointRule(1)).Run();
        var options = new FeatureCircuitOptions { Nodes = Math.Min(10, task.Units.Count) };
        var circuit = new FeatureCircuitSearch(task, options).Discover(scores);
        return (experiment.Prompts.Hash, [.. scores.Values], CircuitJson.ToText(circuit));
    }

    /// <summary>The experiment on its first prompts, as many as the task takes at once.</summary>
    private AnswerTask Subject(TExperiment experiment)
    {
        var count = Math.Min(Pairs, experiment.Prompts.Count);
        var task = First(count);
        while (task.Batches > 1)
        {
            task = First(--count);
        }

        return task;

        AnswerTask First(int most) =>
            experiment.On(
                most == experiment.Prompts.Count
                    ? experiment.Prompts
                    : PromptPairs.Of(experiment.Prompts.Pairs.Take(most))
            );
    }

    private static LiteralFeatures Require(AnswerTask task)
    {
        Skip.IfNot(
            LiteralFeatures.Knows(task.Ablation),
            $"what {task.Ablation} puts in place of features is its own affair; the law is known for interchange, zero and mean"
        );
        return new LiteralFeatures(task);
    }

    private static FeatureMeasure Everywhere(AnswerTask task, ErrorHandling errors = ErrorHandling.AsNodes) =>
        new(
            task,
            new FeatureEvaluationOptions
            {
                Ablation = task.Ablation,
                FirstBlock = -1,
                Errors = errors,
            }
        );

    private void SameLosses(AnswerTask task, double[] expected, double[] metrics) =>
        Near(expected, [.. metrics.Select(task.Metric.AsLoss)], ToleranceOf(task.Model.NumberType), "losses");
}

using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Scores every node of a task.</summary>
public abstract class FeatureScoring
{
    private readonly FeatureScoringOptions _options;
    private readonly object? _settings;

    private protected FeatureScoring(FeatureTask task, FeatureScoringOptions? options, object? settings = null) =>
        (Task, _options, _settings) = (task, options ?? new FeatureScoringOptions(), settings);

    /// <summary>The task.</summary>
    public FeatureTask Task { get; }

    /// <summary>The name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>Settings beside the task's.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>Steps for each batch.</summary>
    private protected abstract int Steps { get; }

    /// <summary>Adds to the scores of one batch, [position or 1, column] float64, what a step finds, summed over prompts.</summary>
    private protected abstract void Step(FeatureBatch batch, FeatureStates states, int step, Tensor scores);

    /// <summary>Scores.</summary>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Stops it; with a checkpoint it can be resumed.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of other work or damaged, or cannot be written.</exception>
    public UnitScores Run(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var standIns = StandIns.Of(Task, Task.Ablation);
        var units = Task.Units;
        var scores = zeros([units.Positions, units.Columns], float64, Task.Model.Device);
        var checkpoint = _options.Checkpoint is { } path
            ? new StepCheckpoint(path, Task.Fingerprint(Name, _options, _settings), _options.CheckpointInterval)
            : null;
        var (current, batch, states) = (-1, (FeatureBatch?)null, (FeatureStates?)null);
        try
        {
            StepLoop.Run(Name, checkpoint, [("scores", scores)], Task.Batches * Steps, Next, progress, cancellation);
        }
        finally
        {
            states?.Dispose();
            batch?.Dispose();
        }

        var values = TensorValues.ToArray<double>(Ops.Divide(scores, Task.Prompts));
        return new UnitScores(units, values, Method());

        void Next(int number)
        {
            if (current != number / Steps)
            {
                states?.Dispose();
                batch?.Dispose();
                current = number / Steps;
                batch = Task.Batch(current);
                states = FeatureStates.Of(Task, batch, standIns);
            }

            Step(batch!, states!, number % Steps, scores);
        }
    }

    /// <summary>Adds to a site's columns the products of gradients and differences, summed over prompts.</summary>
    /// <param name="site">The site.</param>
    /// <param name="state">Its parts.</param>
    /// <param name="gradient">The gradient of the summed loss there, [batch, position, d_in].</param>
    /// <param name="weight">What it weighs.</param>
    /// <param name="scores">[position or 1, column].</param>
    private protected void Add(FeatureSite site, SiteState state, Tensor gradient, double weight, Tensor scores)
    {
        using var scope = NewDisposeScope();
        var (units, dictionary) = (Task.Units, Task.Dictionaries[site]);
        var features = dictionary.DecoderGradient(gradient, state.Input) * state.FeatureDifference;
        AddColumns(features, units.Offset(site), weight, scores);
        if (units.HasError(site))
        {
            var error = (gradient * state.ErrorDifference).sum(dim: -1, keepdim: true);
            AddColumns(error, units.Offset(site) + units.Width(site), weight, scores);
        }
    }

    private void AddColumns(Tensor values, int offset, double weight, Tensor scores)
    {
        // [batch, position, column] over prompts, and over positions where they are not told apart
        var sum = values.to(float64).sum(dim: 0);
        scores
            .narrow(1, offset, sum.size(1))
            .add_(Ops.Scale(Task.Units.SplitsPositions ? sum : sum.sum(dim: 0, keepdim: true), weight), Scalars.One);
    }

    private CircuitMethod Method()
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ablation"] = Task.Ablation.ToString(),
            ["positions"] = Task.SplitPositions ? "split" : "summed",
        };
        foreach (var (key, value) in Settings)
        {
            settings.Add(key, value);
        }

        return new CircuitMethod { Name = Name, Settings = settings };
    }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>The parts common to scoring methods: settings that every result carries, steps, and edges' scores as units' scores.</summary>
internal static class Scoring
{
    /// <summary>Does steps that add to scores, and keeps a checkpoint between them where one is asked for.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="method">The algorithm, by the name of its class.</param>
    /// <param name="options">How it scores.</param>
    /// <param name="scores">What steps change, each of them only when nothing can stop it any more.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="step">A step, by number.</param>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops it; with a checkpoint it can be resumed.</param>
    public static void Run(
        GraphExperiment experiment,
        string method,
        ScoringOptions options,
        Tensor scores,
        int steps,
        Action<int> step,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var checkpoint = options.Checkpoint is { } path
            ? new StepCheckpoint(path, SearchFingerprint.Of(experiment, method, options), options.CheckpointInterval)
            : null;
        StepLoop.Run(method, checkpoint, [("scores", scores)], steps, step, progress, cancellation);
    }

    /// <summary>The sum over steps, float64 [writer, reader] or [neuron], each the mean over prompts, which are taken part by part.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="method">The algorithm, by the name of its class.</param>
    /// <param name="options">How it scores.</param>
    /// <param name="parts">The parts of its prompts.</param>
    /// <param name="prepare">What a part's steps share.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="step">A step's scores.</param>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops it; with a checkpoint it can be resumed.</param>
    public static Tensor Sum<T>(
        GraphExperiment experiment,
        string method,
        ScoringOptions options,
        IReadOnlyList<PromptPart> parts,
        Func<PromptPairs, T> prepare,
        int steps,
        Func<T, int, Tensor> step,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
        where T : class, IDisposable
    {
        var scores = zeros(experiment.Units.ScoreShape, float64, experiment.Transformer.Device);
        var (part, prepared) = (-1, (T?)null);
        try
        {
            Run(experiment, method, options, scores, parts.Count * steps, Step, progress, cancellation);
        }
        finally
        {
            prepared?.Dispose();
        }

        return scores;

        void Step(int number)
        {
            if (prepared is null || part != number / steps)
            {
                prepared?.Dispose();
                part = number / steps;
                prepared = prepare(parts[part].Prompts);
            }

            scores.add_(Ops.Scale(step(prepared, number % steps), parts[part].Share), Scalars.One);
        }
    }

    /// <summary>A method and its settings.</summary>
    public static CircuitMethod Method(
        GraphExperiment experiment,
        string name,
        ScoringOptions options,
        params IEnumerable<(string Name, object? Value)> settings
    ) =>
        new()
        {
            Name = name,
            Settings = MethodSettings.Of(
                options,
                [("zero_mlp_bias", experiment.Biases == BiasConvention.Writer), .. settings]
            ),
        };

    /// <summary>Scores of edges, [writer, reader], or of neurons as scores of a graph's units; a node's is the sum over its edges.</summary>
    /// <exception cref="MetricException">A score is not a number.</exception>
    public static UnitScores Units(GraphExperiment experiment, Tensor scores, CircuitMethod method)
    {
        using var scope = NewDisposeScope();
        var units = experiment.Units.UnitSums(MetricValues.Each(experiment.Metric, scores));
        return new UnitScores(experiment.Units, units, method);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>
/// Learns hard concrete gates by gradient descent through the patched forward:
/// (1) draw gates, (2) run with them as the mask, (3) metric as a loss plus penalty, (4) one step of Adam on the logits.
/// </summary>
/// <remarks>Logits and optimiser work in float64, whatever the model computes in: they are few.</remarks>
internal sealed class MaskTrainer(GraphExperiment experiment, MaskLayout layout, IReadOnlyList<IMaskPenalty> penalties)
{
    /// <summary>Number of steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Seed of the noise.</summary>
    public required int Seed { get; init; }

    /// <summary>The learning rate at each step.</summary>
    public required Func<int, double> LearningRate { get; init; }

    /// <summary>The initial value of every logit.</summary>
    public required double InitialLogit { get; init; }

    /// <summary>The standard deviation of the logits around it.</summary>
    public double InitialSpread { get; init; }

    /// <summary>When to stop early; null for never.</summary>
    public MaskPatience? Patience { get; init; }

    /// <summary>The checkpoint; null for none.</summary>
    public StepCheckpoint? Checkpoint { get; init; }

    /// <summary>Trains.</summary>
    /// <returns>The logits at the end, and how many steps led there.</returns>
    public (double[] Logits, int Steps) Train(IProgress<Progress>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        // What every run is made of outlives every step's scope.
        var (patching, target) = (experiment.Patching, experiment.Target);
        var device = experiment.Transformer.Device;
        Tensor[] factors = [.. layout.Factors().Select(places => tensor(places, int64, device))];
        var ends = tensor([1.0, 0.0], float64, device);
        var logits = InitialLogits().to(device).requires_grad_();
        using var adam = new Adam(logits);
        using var patience = Patience;
        (string, Tensor)[] state =
        [
            ("logits", logits),
            ("logits.first", adam.First),
            ("logits.second", adam.Second),
            .. penalties.SelectMany(penalty => penalty.State),
            .. patience?.State ?? [],
        ];
        var step = Checkpoint?.Load(state) ?? 0;
        var startedAt = step;
        var meter = new ProgressMeter(progress, "mask training", Steps, start: step);
        for (; step < Steps && patience?.IsExhausted(step) != true; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                Checkpoint?.Save(state, step);
                cancellation.ThrowIfCancellationRequested();
            }

            Checkpoint?.SaveIfDue(state, step);
            using var inner = NewDisposeScope();
            var gates = Draw(logits, step);
            var loss = Loss(Mask(gates, ends, factors, patching), patching, target);
            var penalty = penalties.Select(p => p.Of(logits, gates, step)).Aggregate(Ops.Add);
            var objective = Ops.Add(loss, penalty);
            var value = Finite(objective, step);
            adam.Step(logits, Ops.CheckedGradients(objective, [logits])[0], LearningRate(step), step);
            foreach (var learning in penalties)
            {
                learning.Adapt(gates.detach(), step);
            }

            patience?.Note(value, step);
            if (progress is not null)
            {
                meter.Report(step + 1, Readings(loss, penalty, logits));
            }
        }

        if (step > startedAt)
        {
            Checkpoint?.SaveFinished(state, step);
        }

        return (TensorValues.ToArray<double>(logits), step);
    }

    /// <summary>Gates at a step; the noise depends on seed and step alone.</summary>
    private Tensor Draw(Tensor logits, int step)
    {
        using var generator = new Generator(Seeds.Of(Seed, step), CPU);
        return HardConcrete.Sample(logits, generator);
    }

    private Tensor InitialLogits()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(Seeds.Of(Seed, -1), CPU);
        using Scalar centre = InitialLogit.ToScalar();
        using Scalar spread = InitialSpread.ToScalar();
        return randn(layout.Count, dtype: float64, device: CPU, generator: generator)
            .mul(spread)
            .add(centre, Scalars.One)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The mask that gates make, [1, reader, writer] or [1, neuron].</summary>
    private Tensor Mask(Tensor gates, Tensor ends, Tensor[] factors, UnitPatching patching)
    {
        var all = cat([gates, ends]);
        return factors
            .Select(places => all.index_select(0, places))
            .Aggregate((product, factor) => product * factor)
            .to(experiment.Transformer.NumberType)
            .view([1, .. patching.MaskShape]);
    }

    /// <summary>The metric as a loss, the mean over prompts, in float64.</summary>
    private Tensor Loss(Tensor mask, UnitPatching patching, Target target)
    {
        var logits = patching.Logits(mask);
        return Ops.Scale(experiment.Metric.Measure(logits, target).to(float64).mean(), experiment.Metric.AsLoss(1));
    }

    private static double Finite(Tensor objective, int step)
    {
        var value = objective.item<double>();
        return double.IsFinite(value)
            ? value
            : throw new MaskTrainingException(
                FormattableString.Invariant(
                    $"the loss is {value} at step {step}; lower the learning rate, or compute in float64 if the model's own loss is finite"
                )
            );
    }

    private Reading[] Readings(Tensor loss, Tensor penalty, Tensor logits)
    {
        using var scope = NewDisposeScope();
        return
        [
            new("metric", experiment.Metric.AsLoss(loss.item<double>())),
            new("penalty", penalty.item<double>()),
            new("kept", logits.detach().ge(Scalars.Zero).sum().item<long>()),
            new("gates", layout.Count),
        ];
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Trains Primer from a seed, by gradient descent on texts drawn as it goes.</summary>
public static class PrimerTraining
{
    private const int TestSize = 100;

    // The complement is never the seed of a training that starts from 0 up.
    private const int TestSeed = ~0;

    /// <summary>Trains; the same options give the same weights on the same machine, stopped and resumed or not.</summary>
    /// <param name="tokenizer">Primer's tokenizer.</param>
    /// <param name="options">Options; null for those of the weights that ship.</param>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops the training at the next step, and saves a checkpoint if there is a path for it.</param>
    /// <returns>The weights, which the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps, or no rows in a step.</exception>
    /// <exception cref="CheckpointException">The checkpoint belongs to another training, or is damaged.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static TransformerWeights Train(
        TextTokenizer tokenizer,
        PrimerTrainingOptions? options = null,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MeasureEvery, 1);
        var weights = TransformerWeights.Random(Primer.Declared, options.Seed, device: options.Device);
        try
        {
            Train(Primer.From(weights), tokenizer, options, progress, cancellation);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static void Train(
        Primer model,
        TextTokenizer tokenizer,
        PrimerTrainingOptions options,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var grammar = new PrimerGrammar(tokenizer);
        var endOfText = tokenizer.SingleToken(PrimerVocabulary.EndOfText);
        var tests = PrimerTask.All.Select(task => (task, task.HeldOutPrompts(tokenizer, TestSize, TestSeed))).ToArray();
        using var descent = new TiedDescent(model.Weights, options.WeightDecay);
        (string, Tensor)[] state = [.. descent.State];
        var checkpoint = options.Checkpoint is { } path
            ? new StepCheckpoint(path, options.Fingerprint, options.CheckpointInterval)
            : null;
        var step = checkpoint?.Load(state) ?? 0;
        descent.ResumeAt(step);
        var start = step;
        var meter = new ProgressMeter(progress, "Primer training", options.Steps, start: start);
        while (step < options.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                checkpoint?.Save(state, step);
                cancellation.ThrowIfCancellationRequested();
            }

            checkpoint?.SaveIfDue(state, step);
            using var scope = NewDisposeScope();
            var texts = PrimerBatch.Draw(
                grammar,
                endOfText,
                Dice.For(options.Seed, step),
                options.Batch,
                model.Architecture.Context
            );
            var loss = texts.Loss(model);
            step++;
            descent.Step(loss, RateAt(step, options));
            if (progress is not null)
            {
                var measured = step % options.MeasureEvery == 0 || step == options.Steps;
                meter.Report(
                    step,
                    [
                        new Reading("loss", loss.item<float>()),
                        .. tests
                            .Where(_ => measured)
                            .Select(test => new Reading(
                                test.task.Name,
                                test.task.Criterion(PrimerScore.Of(model, test.Item2))
                            )),
                    ]
                );
            }
        }

        if (step > start)
        {
            checkpoint?.SaveFinished(state, step);
        }
    }

    /// <summary>The rate rises over the first twentieth, and then falls to zero along half a cosine.</summary>
    private static double RateAt(int step, PrimerTrainingOptions options)
    {
        var done = (double)step / options.Steps;
        const double rising = 0.05;
        return options.Rate
            * (done < rising ? done / rising : 0.5 * (1 + Math.Cos(Math.PI * (done - rising) / (1 - rising))));
    }
}

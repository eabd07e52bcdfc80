using static TorchSharp.torch;

namespace Circuitry.Work;

/// <summary>Stepwise work that can be stopped between two steps and resumed.</summary>
internal static class StepLoop
{
    /// <summary>Does the steps that are left, and keeps a checkpoint between them where one is asked for.</summary>
    /// <param name="stage">What is under way, for the progress.</param>
    /// <param name="checkpoint">The checkpoint; null for none.</param>
    /// <param name="state">What steps change, each of them only when nothing can stop it any more.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="step">A step, by number.</param>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops it; with a checkpoint it can be resumed.</param>
    public static void Run(
        string stage,
        StepCheckpoint? checkpoint,
        IReadOnlyList<(string Name, Tensor Tensor)> state,
        int steps,
        Action<int> step,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var start = checkpoint?.Load(state) ?? 0;
        var done = start;
        var meter = new ProgressMeter(progress, stage, steps, start: start);
        try
        {
            while (done < steps)
            {
                cancellation.ThrowIfCancellationRequested();
                using (NewDisposeScope())
                {
                    step(done);
                }

                done++;
                meter.Report(done);
                checkpoint?.SaveIfDue(state, done);
            }
        }
        catch (OperationCanceledException)
        {
            checkpoint?.Save(state, done);
            throw;
        }

        if (done > start)
        {
            checkpoint?.SaveFinished(state, done);
        }
    }
}

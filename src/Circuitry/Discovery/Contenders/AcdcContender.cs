using System.Diagnostics;

namespace Circuitry.Discovery;

/// <summary>ACDC at several thresholds, which share what they decide alike.</summary>
internal sealed class AcdcContender(AcdcSweepOptions options) : Contender(typeof(AcdcSearch), null, "threshold")
{
    private protected override object Settings => options;

    internal override void Check(GraphExperiment experiment)
    {
        base.Check(experiment);
        var bound = options.Bound(experiment);
        using var own = bound == experiment ? null : bound;
        if (own is not null)
        {
            throw experiment.Unsuitable(
                $"paper mode searches under {nameof(BiasConvention)}.{bound.Biases}, and the others are judged under {experiment.Biases}; compare on experiment.With({nameof(BiasConvention)}.{bound.Biases})"
            );
        }
    }

    internal override Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var runs = new AcdcSweep(experiment, options with { Checkpoint = checkpoint("sweep") }).Discover(
            Relay.Named(Name, progress),
            cancellation
        );
        cancellation.ThrowIfCancellationRequested();
        return new Finding
        {
            Circuits =
            [
                .. runs.Select(run => new FoundCircuit(
                    run.Threshold,
                    [.. run.Circuit!.Kept.Select(unit => unit.Index).Order()]
                )),
            ],
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }
}

using static TorchSharp.torch;

namespace Circuitry.Evaluation;

public sealed partial class Evaluator
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    /// <summary>The metric of every prompt for each of several subgraphs, [subgraph][prompt], one after the other.</summary>
    private double[][] MeasureAll(
        string what,
        UnitSet kept,
        IReadOnlyList<UnitSet> subgraphs,
        IProgress<Progress>? progress,
        CancellationToken cancellation,
        string? checkpoint
    )
    {
        using var scope = NewDisposeScope();
        var prompts = Scale.Full.Length;
        var measured = zeros([subgraphs.Count, prompts], float64);
        StepLoop.Run(
            what,
            checkpoint is null ? null : new StepCheckpoint(checkpoint, Fingerprint(what, kept), CheckpointInterval),
            [("metric", measured)],
            subgraphs.Count,
            step =>
            {
                using var row = measured[step];
                using var values = tensor(MeasureEach(subgraphs[step]), float64);
                row.copy_(values);
            },
            progress,
            cancellation
        );
        return [.. TensorValues.ToArray<double>(measured).Chunk(prompts)];
    }

    /// <summary>SHA-256 of what is measured, known by the metric of the full and the empty model for every prompt, and of the circuit.</summary>
    private string Fingerprint(string what, UnitSet kept) =>
        Identity.HashOf(Known(_measured), what, _measured.Metric, Scale.Full, Scale.Empty, kept.Indices);

    private static string? Known(IMeasured measured) =>
        measured switch
        {
            GraphExperiment experiment => SearchFingerprint.Of(experiment),
            FeatureMeasure features => features.Task.Fingerprint(features.Options),
            _ => null,
        };
}

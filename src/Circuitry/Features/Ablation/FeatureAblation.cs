using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Runs in which features and error terms are replaced, site after site, each taken apart as what was replaced before leaves it.</summary>
internal static class FeatureAblation
{
    /// <summary>Has a tap replace what is not kept.</summary>
    /// <param name="tap">The tap of a forward pass.</param>
    /// <param name="dictionary">A site's dictionary.</param>
    /// <param name="features">Which features are kept, bool, broadcasts to [batch, position, d_sae].</param>
    /// <param name="error">Whether the error term is kept, bool, broadcasts to [batch, position, 1].</param>
    /// <param name="standIn">What stands in: features, broadcasts to [batch, position, d_sae], and error term, to [batch, position, d_in].</param>
    public static void Replace(
        Tap tap,
        FeatureDictionary dictionary,
        Tensor features,
        Tensor error,
        (Tensor Features, Tensor Error) standIn
    ) =>
        Splice.Into(
            tap,
            dictionary.Site,
            input =>
            {
                using var scope = NewDisposeScope();
                var encoded = dictionary.Encode(input);
                var decoded = dictionary.Decode(where(features, encoded, standIn.Features), input);
                var leftOver = dictionary.Error(input, encoded);
                return Ops.Add(decoded, where(error, leftOver, standIn.Error)).MoveToOuterDisposeScope();
            }
        );

    /// <summary>The loss of every prompt when only these nodes are kept.</summary>
    /// <exception cref="MetricException">One is not a number.</exception>
    public static double[] Losses(FeatureTask task, UnitSet kept, FeatureEvaluationOptions options, StandIns standIns)
    {
        using var gradients = no_grad();
        var losses = new List<double>();
        var sites = task
            .Sites.Where(site => site.Layer >= options.FirstBlockOf(task))
            .Where(site =>
                !task.Units.IsWhole(kept, site) || options.Errors is ErrorHandling.Removed or ErrorHandling.ResidualOnly
            )
            .ToArray();
        for (var index = 0; index < task.Batches; index++)
        {
            using var scope = NewDisposeScope();
            using var batch = task.Batch(index);
            using var runs = new BatchRuns(task, batch);
            var tap = new Tap(task.Model.Architecture.Layers);
            foreach (var site in sites)
            {
                Replace(
                    tap,
                    task.Dictionaries[site],
                    task.Units.FeatureMask(kept, site, task.Model.Device),
                    KeepsError(task, kept, site, options.Errors),
                    standIns.At(task, batch, site, runs)
                );
            }

            losses.AddRange(MetricValues.OfPrompts(task.Metric.Name, batch.Run(tap), losses.Count));
        }

        return [.. losses];
    }

    private static Tensor KeepsError(FeatureTask task, UnitSet kept, FeatureSite site, ErrorHandling handling)
    {
        var device = task.Model.Device;
        return handling switch
        {
            ErrorHandling.Kept => ones([1, 1], @bool, device),
            ErrorHandling.Removed => zeros([1, 1], @bool, device),
            ErrorHandling.ResidualOnly when site.Hook is not (HookSite.ResidualPost or HookSite.ResidualPre) => zeros(
                [1, 1],
                @bool,
                device
            ),
            _ => task.Units.ErrorMask(kept, site, device),
        };
    }
}

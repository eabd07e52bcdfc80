using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>
/// What features are, computed literally: plain runs of the model, patched at hook points with what a dictionary makes of an activation. Its
/// tensors belong to the scope that it is made in.
/// </summary>
internal sealed partial class LiteralFeatures : IDisposable
{
    /// <summary>A step that rounding and curvature disturb alike, little.</summary>
    private const double Step = 1e-5;

    private readonly AnswerTask _task;
    private readonly FeatureBatch _batch;
    private readonly Dictionary<FeatureSite, SiteParts> _parts;

    /// <summary>Runs the clean and the corrupted prompts of a task of one batch, and takes apart what passes its sites.</summary>
    public LiteralFeatures(AnswerTask task)
    {
        using var gradients = no_grad();
        (_task, _batch) = (task, task.Batch(0));
        _parts = task.Sites.ToDictionary(site => site, PartsAt);
    }

    /// <summary>The units of the task that its ablation replaces by what they are, at all positions of all prompts.</summary>
    public UnitSet Idle()
    {
        var units = _task.Units;
        return UnitSet.Of(
            units,
            Enumerable
                .Range(0, units.Count)
                .Select(unit => units[unit])
                .Where(node =>
                {
                    using var scope = NewDisposeScope();
                    var parts = _parts[node.Site];
                    var way = node.IsError ? parts.ErrorWay : parts.FeatureWay.narrow(2, node.Feature, 1);
                    return At(way, node).abs().max().to(float64).item<double>() == 0;
                })
        );
    }

    /// <summary>The loss of every clean prompt in the plain model.</summary>
    public double[] CleanLosses() => Losses([]);

    /// <summary>The loss, as of its clean prompt, of every corrupted prompt in the plain model.</summary>
    public double[] CorruptedLosses()
    {
        using var run = _task.Model.Run(_batch.Corrupted!.Prompts);
        return LossesOf(run);
    }

    /// <summary>The loss of every prompt when all but some units are replaced, each site taken apart as those before it leave it.</summary>
    /// <param name="kept">The others.</param>
    /// <param name="errors">The treatment of error terms.</param>
    public double[] Losses(UnitSet kept, ErrorHandling errors = ErrorHandling.AsNodes) =>
        Losses([
            .. _task.Sites.Select(site => (site, (Func<Tensor, Tensor>)(input => Replaced(site, input, kept, errors)))),
        ]);

    /// <summary>The mean loss when the units of a site, or one of them, have gone a share of the way to what replaces them.</summary>
    public double LossOnTheWay(FeatureSite site, FeatureNode? node, double share) =>
        Losses([(site, _ => Moved(site, node, share))]).Average();

    /// <summary>How fast the mean loss rises as one unit begins to go to what replaces it.</summary>
    public double Slope(FeatureNode node) => Derivative(share => LossOnTheWay(node.Site, node, share));

    /// <inheritdoc/>
    public void Dispose() => _batch.Dispose();

    private Tensor Replaced(FeatureSite site, Tensor input, UnitSet kept, ErrorHandling errors)
    {
        var (dictionary, parts) = (_task.Dictionaries[site], _parts[site]);
        var (features, units) = (dictionary.Encode(input), _task.Units);
        var error = dictionary.Error(input, features);
        var (newFeatures, newError) = (features.clone(), error.clone());
        for (var position = 0; position < features.size(1); position++)
        {
            int? split = units.SplitsPositions ? position : null;
            for (var feature = 0; feature < dictionary.Width; feature++)
            {
                if (!kept.Contains(new FeatureNode(site, feature, split)))
                {
                    Cell(newFeatures).copy_(Cell(parts.OtherFeatures));
                }

                Tensor Cell(Tensor all) => all.narrow(1, position, 1).narrow(2, feature, 1);
            }

            if (units.HasError(site) && !KeepsError(new FeatureNode(site, FeatureNode.ErrorTerm, split)))
            {
                newError.narrow(1, position, 1).copy_(parts.OtherError.narrow(1, position, 1));
            }
        }

        return Ops.Add(dictionary.Decode(newFeatures, input), newError);

        bool KeepsError(FeatureNode node) =>
            errors switch
            {
                ErrorHandling.Kept => true,
                ErrorHandling.Removed => false,
                ErrorHandling.ResidualOnly when site.Hook is not (HookSite.ResidualPost or HookSite.ResidualPre) =>
                    false,
                _ => kept.Contains(node),
            };
    }

    /// <summary>The activation of a clean run when the units of a site, or one of them, have gone a share of their way.</summary>
    private Tensor Moved(FeatureSite site, FeatureNode? node, double share)
    {
        var (dictionary, parts) = (_task.Dictionaries[site], _parts[site]);
        var features = parts.FeatureWay;
        var error = parts.ErrorWay;
        if (node is { } one)
        {
            features = one.IsError ? zeros_like(features) : At(Only(features, one.Feature), one);
            error = one.IsError ? At(error, one) : zeros_like(error);
        }

        return Ops.Add(
            dictionary.Decode(Ops.Add(parts.Features, Ops.Scale(features, share)), parts.Input),
            Ops.Add(parts.Error, Ops.Scale(error, share))
        );
    }

    private double[] Losses(IReadOnlyList<(FeatureSite Site, Func<Tensor, Tensor> Change)> changes)
    {
        using var run = _task.Model.Run(_batch.Clean.Prompts);
        foreach (var (site, change) in changes)
        {
            Patch(run, site, change);
        }

        return LossesOf(run);
    }

    private double[] LossesOf(Run run)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return Literal.Numbers(_batch.Loss(Read(run, FeatureSite.Residual(_batch.Blocks - 1)), 1));
    }

    private static void Patch(Run run, FeatureSite site, Func<Tensor, Tensor> change) =>
        run.Patch(
            Point(site),
            value =>
            {
                using var gradients = no_grad();
                using var scope = NewDisposeScope();
                return change(SideBySide(value)).reshape(value.shape).MoveToOuterDisposeScope();
            }
        );

    /// <summary>The activation at a site, [batch, position, width], of the current scope.</summary>
    private static Tensor Read(Run run, FeatureSite site) => SideBySide(run.Read(Point(site)).Value).clone();

    // Runs go by the hook site and its block; the kind only types what is read.
    private static HookPoint<Residual> Point(FeatureSite site) => new(site.Hook, site.Layer);

    private static Tensor SideBySide(Tensor value) => value.ndim == 4 ? value.flatten(2) : value.alias();

    /// <summary>All of it, or only what is at the position of a node that has one, [batch, position, ...].</summary>
    private static Tensor At(Tensor values, FeatureNode node)
    {
        if (node.Position is not { } position)
        {
            return values;
        }

        var only = zeros_like(values);
        only.narrow(1, position, 1).copy_(values.narrow(1, position, 1));
        return only;
    }

    private static Tensor Only(Tensor features, int feature)
    {
        var only = zeros_like(features);
        only.narrow(2, feature, 1).copy_(features.narrow(2, feature, 1));
        return only;
    }

    /// <summary>The derivative at 0, from differences of the fourth order.</summary>
    private static double Derivative(Func<double, double> of, double scale = 1)
    {
        return (4 * Difference(Step * scale) - Difference(2 * Step * scale)) / 3;

        double Difference(double step) => (of(step) - of(-step)) / (2 * step);
    }
}

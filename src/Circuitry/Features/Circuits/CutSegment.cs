using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// The blocks from the last stream that has a dictionary, in which every site hands on its clean value plus zeros that require
/// a gradient, so that a gradient goes no further back than to the sites that a place reads directly. Its tensors belong to
/// the current scope.
/// </summary>
internal sealed class CutSegment
{
    private readonly FeatureTask _task;
    private readonly FeatureBatch _batch;
    private readonly FeatureStates _states;
    private readonly int _times;
    private readonly int _from;
    private readonly FeatureSite? _start;
    private readonly Dictionary<FeatureSite, Tensor> _leaves = [];

    /// <summary>Makes a segment that ends at a block.</summary>
    /// <param name="task">The task.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="states">Its clean run.</param>
    /// <param name="layer">The block, in front of which the segment starts at the latest.</param>
    /// <param name="times">How often the prompts are repeated.</param>
    public CutSegment(FeatureTask task, FeatureBatch batch, FeatureStates states, int layer, int times)
    {
        (_task, _batch, _states, _times) = (task, batch, states, times);
        for (_from = layer; _from > 0; _from--)
        {
            if (task.Sites.Contains(FeatureSite.Residual(_from - 1)))
            {
                _start = FeatureSite.Residual(_from - 1);
                break;
            }
        }

        Sites =
        [
            .. task.Sites.Where(site =>
                site == _start || (site.Layer >= _from && site.Layer <= layer) || (_from == 0 && site.Layer < 0)
            ),
        ];
        foreach (var site in Sites)
        {
            _leaves.Add(
                site,
                zeros([times * batch.Count, .. states[site].Input.shape[1..]], task.Model.NumberType, task.Model.Device)
                    .requires_grad_(true)
            );
        }
    }

    /// <summary>The sites that are cut, in forward order.</summary>
    public IReadOnlyList<FeatureSite> Sites { get; }

    /// <summary>The zeros at each site, [times * batch, position, d_in].</summary>
    public IReadOnlyList<Tensor> Leaves => [.. Sites.Select(site => _leaves[site])];

    /// <summary>The sites in front of one.</summary>
    public IReadOnlyList<FeatureSite> Before(FeatureSite site) => [.. Sites.TakeWhile(other => other != site)];

    /// <summary>The stream in front of a block, [times * batch, position, d_model].</summary>
    public Tensor Run(int to) => Run(Cut(), to);

    /// <summary>The activation at a site as it is before it is cut, [times * batch, position, d_in]; the caller's.</summary>
    public Tensor? Reach(FeatureSite site)
    {
        Tensor? reached = null;
        var tap = new Tap(_task.Model.Architecture.Layers);
        // Patches work in the order in which they are made.
        Splice.Read(tap, site, value => reached = value.alias().DetachFromDisposeScope());
        using var end = Run(Cut(tap), site.Layer + 1);
        return reached;
    }

    private Tensor Run(Tap tap, int to)
    {
        var residual = _start is { } start ? Cut(start) : null;
        return _batch.Stream(tap, _batch.Clean.Repeat(_times), _from, to, residual);
    }

    private Tap Cut() => Cut(new Tap(_task.Model.Architecture.Layers));

    private Tap Cut(Tap tap)
    {
        foreach (var site in Sites.Where(site => site != _start))
        {
            Splice.Into(tap, site, _ => Cut(site));
        }

        return tap;
    }

    private Tensor Cut(FeatureSite site) => Ops.Add(_states[site].Input.repeat(_times, 1, 1), _leaves[site]);
}

using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A run of a model on prompts, computed as far as it is read: reading a hook point computes the blocks up to it, each
/// once, and values that a plain forward pass does not have (such as per-head inputs and outputs) only where they are read.
/// </summary>
/// <remarks>
/// The run keeps the residual stream in front of every block it has passed, [batch, position, d_model] each, and what was
/// read. A patch discards what lies downstream of it, so that later reads see it. Gradients are not recorded.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Run : IDisposable
{
    private readonly TransformerModel _model;
    private readonly Sequence _sequence;
    private readonly Tap _tap;
    private readonly List<Tensor> _residuals = [];
    private readonly List<IDisposable> _read = [];
    private bool _disposed;

    internal Run(TransformerModel model, Prompts prompts)
    {
        _model = model;
        _sequence = Sequence.Of(prompts, model);
        _tap = new Tap(model.Architecture.Layers);
    }

    /// <summary>The prompts.</summary>
    public Prompts Prompts => _sequence.Prompts;

    /// <summary>Reads the activation at a hook point; the run owns it.</summary>
    /// <param name="point">A hook point of this run's model.</param>
    /// <exception cref="ArgumentException">The hook point belongs to another architecture.</exception>
    /// <exception cref="ObjectDisposedException">The run is disposed, or its model is; what was read before stays the run's.</exception>
    public Activation<TKind> Read<TKind>(HookPoint<TKind> point)
        where TKind : IActivationKind
    {
        var activation = new Activation<TKind>(point, ReadTensor(point));
        _read.Add(activation);
        return activation;
    }

    /// <summary>Patches an activation of another run, or of this one, into a hook point.</summary>
    /// <param name="point">The hook point.</param>
    /// <param name="activation">The activation; it has the same kind, and must have the same shape.</param>
    /// <returns>This run.</returns>
    /// <exception cref="ObjectDisposedException">The run or the activation is disposed.</exception>
    public Run Patch<TKind>(HookPoint<TKind> point, Activation<TKind> activation)
        where TKind : IActivationKind
    {
        // One that is disposed is refused here, and not where the patch is reached.
        _ = activation.Value;
        return Patch(point, _ => activation.Value);
    }

    /// <summary>Patches the activation at a hook point with a function of itself.</summary>
    /// <param name="point">The hook point.</param>
    /// <param name="change">Makes the new activation from the current one, in the same shape; must not change it in place.</param>
    /// <returns>This run.</returns>
    public Run Patch<TKind>(HookPoint<TKind> point, Func<Tensor, Tensor> change)
        where TKind : IActivationKind
    {
        Check(point);
        Forget(point);
        _tap.Patch(
            point.Site,
            point.Layer,
            // The run disposes what passes through it; the result of the change may have another owner.
            point.Head
                is { } head
                ? whole =>
                {
                    var changed = whole.clone();
                    using var slice = changed.select(point.HeadAxis, head);
                    slice.copy_(Fit(point, slice, change(slice.clone())));
                    return changed;
                }
                : whole => Fit(point, whole, change(whole)).alias()
        );
        return this;
    }

    /// <summary>The model.</summary>
    internal TransformerModel Model => _model;

    /// <summary>The prompts, prepared.</summary>
    internal Sequence Sequence => _sequence;

    /// <summary>Reads a whole layer's value at a hook site; the run owns it.</summary>
    internal Tensor ReadWhole(HookSite site, int layer)
    {
        var value = ReadTensor(site, layer, null, 0);
        _read.Add(value);
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _residuals.ForEach(residual => residual.Dispose());
        _read.ForEach(read => read.Dispose());
        _sequence.Dispose();
    }

    private Tensor ReadTensor(HookPoint point)
    {
        Check(point);
        return ReadTensor(point.Site, point.Layer, point.Head, point.HeadAxis);
    }

    private Tensor ReadTensor(HookSite site, int layer, int? head, int headAxis)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        // Residual streams must be there before the hook site is marked, so that passing it on the way does not read it early.
        var reached =
            layer >= 0 ? Residual(layer)
            : IsEmbedding(site) ? null
            : Residual(_model.Architecture.Layers);
        _tap.Read(site, layer);
        if (reached is null)
        {
            _model.Embed(_sequence, _tap);
        }
        else if (layer < 0)
        {
            _model.Unembed(reached, _tap);
        }
        else
        {
            _model.Block(layer, reached, _sequence, _tap);
        }

        using var whole = _tap.Take(site, layer);
        return (head is { } h ? whole.select(headAxis, h) : whole).clone().DetachFromDisposeScope();
    }

    /// <summary>The residual stream in front of a block, or behind the last.</summary>
    private Tensor Residual(int layer)
    {
        if (_residuals.Count == 0)
        {
            _residuals.Add(_model.Embed(_sequence, _tap).DetachFromDisposeScope());
        }

        while (_residuals.Count <= layer)
        {
            _residuals.Add(
                _model.Block(_residuals.Count - 1, _residuals[^1], _sequence, _tap).DetachFromDisposeScope()
            );
        }

        return _residuals[layer];
    }

    private void Forget(HookPoint point)
    {
        var kept =
            IsEmbedding(point.Site) ? 0
            : point.Layer < 0 ? int.MaxValue
            : point.Layer + 1;
        while (_residuals.Count > kept)
        {
            _residuals[^1].Dispose();
            _residuals.RemoveAt(_residuals.Count - 1);
        }
    }

    private static bool IsEmbedding(HookSite site) => site is HookSite.TokenEmbedding or HookSite.PositionalEmbedding;

    private static Tensor Fit(HookPoint point, Tensor current, Tensor value) =>
        current.shape.SequenceEqual(value.shape)
            ? value
            : throw new ArgumentException(
                FormattableString.Invariant(
                    $"a patch at {point.Name} has the shape [{string.Join(", ", value.shape)}]; the run's activation is {point.Shape} = [{string.Join(", ", current.shape)}]"
                )
            );

    private void Check(HookPoint point)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var a = _model.Architecture;
        if (point.Layer >= a.Layers || point.Head >= HookSites.Heads(point.Site, a) || !HookSites.Exists(point.Site, a))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{point.Name} is not a hook point of {_model}, which has {Counted.Of(a.Layers, "block")} of {Counted.Of(a.Heads, "head")}"
                )
            );
        }
    }

    /// <summary>The model and the prompts.</summary>
    public override string ToString() => $"run of {_model} on {Prompts}";
}

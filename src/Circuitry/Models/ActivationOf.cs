using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Activations;

/// <summary>An activation read from a run. Owns its tensor.</summary>
/// <typeparam name="TKind">The kind of activation.</typeparam>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Activation<TKind> : IDisposable
    where TKind : IActivationKind
{
    private bool _disposed;

    internal Activation(HookPoint<TKind> point, Tensor value)
    {
        Point = point;
        Value = value;
    }

    /// <summary>The hook point it was read at.</summary>
    public HookPoint<TKind> Point { get; }

    /// <summary>The activation's numbers, in the shape that <see cref="HookPoint.Shape"/> names.</summary>
    /// <exception cref="ObjectDisposedException">The activation is disposed, or the run that owns it is.</exception>
    public Tensor Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return field;
        }
    }

    /// <summary>The TransformerLens name and the tensor's sizes.</summary>
    public override string ToString() =>
        _disposed
            ? $"{Point.Name} {Point.Shape}, disposed"
            : FormattableString.Invariant($"{Point.Name} {Point.Shape} = [{string.Join(", ", Value.shape)}]");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            Value.Dispose();
            _disposed = true;
        }
    }
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>An activation read from a run. Owns its tensor.</summary>
/// <typeparam name="TKind">What it is.</typeparam>
public sealed class Activation<TKind> : IDisposable
    where TKind : IActivationKind
{
    internal Activation(HookPoint<TKind> point, Tensor value)
    {
        Point = point;
        Value = value;
    }

    /// <summary>Where it was read.</summary>
    public HookPoint<TKind> Point { get; }

    /// <summary>The numbers, in the shape that <see cref="HookPoint.Shape"/> names.</summary>
    public Tensor Value { get; }

    /// <summary>The TransformerLens name and the sizes.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Point.Name} {Point.Shape} = [{string.Join(", ", Value.shape)}]");

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}

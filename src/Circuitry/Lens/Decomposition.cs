using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Lens;

/// <summary>A residual stream taken apart: what each component puts into it, with a label, and what the components add up to. Owns its tensor.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Decomposition : IDisposable
{
    internal Decomposition(IReadOnlyList<string> labels, Tensor values, string? sumsTo) =>
        (Labels, Values, SumsTo) = (labels, values, sumsTo);

    /// <summary>The components, such as <c>embed</c>, <c>0_attn_out</c>, <c>L1H3</c>, in the order of the forward pass.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What each component is, [component, batch, position, d_model].</summary>
    public Tensor Values { get; }

    /// <summary>The TransformerLens name of what the components add up to; null where they are not parts of one thing.</summary>
    public string? SumsTo { get; }

    /// <summary>The value of a component, [batch, position, d_model]; the caller's.</summary>
    /// <param name="label">Its label.</param>
    /// <exception cref="LensException">There is no such component; the message lists what there is.</exception>
    public Tensor this[string label]
    {
        get
        {
            var index = Labels.ToList().IndexOf(label);
            return index >= 0
                ? Values.select(0, index)
                : throw new LensException($"there is no component '{label}'; there are {string.Join(", ", Labels)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();

    /// <summary>The number of components and what they add up to.</summary>
    public override string ToString() =>
        Counted.Of(Labels.Count, "component") + (SumsTo is null ? "" : $" of {SumsTo}");
}

/// <summary>A model cannot be looked at in this way; the message says why and what to do.</summary>
/// <param name="message">The message.</param>
public sealed class LensException(string message) : CircuitryException(message);

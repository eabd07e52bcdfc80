using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A stored tensor's name, number type and shape, known before it is read.</summary>
/// <param name="Name">The stored name.</param>
/// <param name="Type">The number type it is stored in.</param>
/// <param name="Shape">Its shape; empty for a single number.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TensorInfo(string Name, ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Writes a shape as Python and this project's documentation do: <c>[2, 3]</c>.</summary>
    internal static string Text(IEnumerable<long> shape) =>
        $"[{string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>Name, number type and shape.</summary>
    public override string ToString() => $"{Name} {Type} {Text(Shape)}";
}

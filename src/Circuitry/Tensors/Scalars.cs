using System.Collections.Concurrent;
using TorchSharp;

namespace Circuitry.Tensors;

/// <summary>Cached constants for native calls, each created once and alive as long as the process.</summary>
/// <remarks>
/// TorchSharp makes a hidden <see cref="Scalar"/> for <c>a + b</c> and <c>a * 2.0</c>, and the collector may free it while
/// the native call still reads it. A cached one cannot be freed, and costs nothing the second time. Numbers that are data or
/// settings are for <see cref="Ops.Add(torch.Tensor, double)"/>, <see cref="Ops.Scale"/> and <see cref="Ops.Divide"/>, or for a
/// scalar in a <c>using</c>: each one cached here takes memory for ever.
/// </remarks>
public static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>0.</summary>
    public static Scalar Zero { get; } = 0L.ToScalar();

    /// <summary>1.</summary>
    public static Scalar One { get; } = 1L.ToScalar();

    /// <summary>-1.</summary>
    public static Scalar MinusOne { get; } = (-1L).ToScalar();

    /// <summary>A scalar for a constant in the source, alive as long as the process.</summary>
    public static Scalar Of(double constant) => Kept.GetOrAdd(constant, static v => v.ToScalar());

    /// <summary>The number of cached constants.</summary>
    internal static int Count => Kept.Count;
}

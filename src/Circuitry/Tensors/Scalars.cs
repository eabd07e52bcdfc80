using System.Collections.Concurrent;
using TorchSharp;

namespace Circuitry.Tensors;

/// <summary>Constants that native calls take, made once and kept for as long as the process lives.</summary>
/// <remarks>
/// TorchSharp makes a hidden <see cref="Scalar"/> for <c>a + b</c> and <c>a * 2.0</c>, and the collector may free it while
/// the native call still reads it. One that is kept cannot be freed, and costs nothing the second time. Numbers that are data or
/// settings are for <see cref="Ops.Add(torch.Tensor, double)"/>, <see cref="Ops.Scale"/> and <see cref="Ops.Divide"/>, or for a
/// scalar in a <c>using</c>: each one that is kept here takes memory for ever.
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

    /// <summary>A constant, a number that stands in the source, as a scalar that lives as long as the process.</summary>
    public static Scalar Of(double constant) => Kept.GetOrAdd(constant, static v => v.ToScalar());

    /// <summary>How many constants are kept.</summary>
    internal static int Count => Kept.Count;
}

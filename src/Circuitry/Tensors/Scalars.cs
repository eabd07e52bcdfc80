using System.Collections.Concurrent;
using TorchSharp;

namespace Circuitry;

/// <summary>Numbers that native calls take, made once and kept.</summary>
/// <remarks>
/// TorchSharp makes a hidden <see cref="Scalar"/> for <c>a + b</c> and <c>a * 2.0</c>, and the collector may free it while
/// the native call still reads it. One that is kept cannot be freed, and costs nothing the second time.
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

    /// <summary>The number as a scalar that lives as long as the process; for constants, not for data.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, static v => v.ToScalar());
}

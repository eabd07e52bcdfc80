using System.Runtime.CompilerServices;

namespace Circuitry.Generators;

/// <summary>Tells objects apart that are equal.</summary>
internal sealed class ByReference : IEqualityComparer<object>
{
    private ByReference() { }

    public static IEqualityComparer<object> Comparer { get; } = new ByReference();

    bool IEqualityComparer<object>.Equals(object? left, object? right) => ReferenceEquals(left, right);

    int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
}

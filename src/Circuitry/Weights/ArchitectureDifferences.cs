using System.Globalization;

namespace Circuitry.Weights;

/// <summary>Compares two architectures switch by switch, so that an error can name what differs.</summary>
internal static class ArchitectureDifferences
{
    // Configurations print square roots and epsilons with varying care; no two models differ by less than this.
    private const double RelativeTolerance = 1e-9;

    /// <summary>Each switch that differs, as <c>Name: declared A, found B</c>.</summary>
    public static IReadOnlyList<string> Between(Architecture declared, Architecture found) =>
        [
            .. SwitchTable
                .All.Select(one => (one.Name, Declared: one.Read(declared), Found: one.Read(found)))
                .Where(one => !Same(one.Declared, one.Found))
                .Select(one => $"{one.Name}: declared {Text(one.Declared)}, found {Text(one.Found)}"),
        ];

    private static bool Same(object? left, object? right) =>
        left is double x && right is double y
            ? Math.Abs(x - y) <= RelativeTolerance * Math.Max(Math.Abs(x), Math.Abs(y))
            : Equals(left, right);

    private static string Text(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";
}

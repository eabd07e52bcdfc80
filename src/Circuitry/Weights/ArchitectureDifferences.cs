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
            .. Switches
                .Where(one => one.Matters(declared) || one.Matters(found))
                .Select(one => (one.Name, Declared: one.Value(declared), Found: one.Value(found)))
                .Where(one => !Same(one.Declared, one.Found))
                .Select(one => $"{one.Name}: declared {Text(one.Declared)}, found {Text(one.Found)}"),
        ];

    /// <summary>Every switch of the record; a switch that has no effect in an architecture does not matter.</summary>
    internal static readonly (
        string Name,
        Func<Architecture, object?> Value,
        Func<Architecture, bool> Matters
    )[] Switches =
    [
        (nameof(Architecture.Family), a => a.Family, Always),
        (nameof(Architecture.Layers), a => a.Layers, Always),
        (nameof(Architecture.Heads), a => a.Heads, Always),
        (nameof(Architecture.KeyValueHeads), a => a.KeyValueHeads, Always),
        (nameof(Architecture.ModelWidth), a => a.ModelWidth, Always),
        (nameof(Architecture.HeadWidth), a => a.HeadWidth, Always),
        (nameof(Architecture.MlpWidth), a => a.MlpWidth, Always),
        (nameof(Architecture.Context), a => a.Context, Always),
        (nameof(Architecture.Vocabulary), a => a.Vocabulary, Always),
        (nameof(Architecture.OutputVocabulary), a => a.OutputVocabulary, Always),
        (nameof(Architecture.Normalization), a => a.Normalization, Always),
        (nameof(Architecture.NormEpsilon), a => a.NormEpsilon, a => a.Normalization != Normalization.None),
        (nameof(Architecture.Positions), a => a.Positions, Always),
        (nameof(Architecture.Rotary), a => a.Rotary, Always),
        (nameof(Architecture.Causal), a => a.Causal, Always),
        (nameof(Architecture.AttentionScale), a => a.AttentionScale, Always),
        (nameof(Architecture.ScaleByInverseLayer), a => a.ScaleByInverseLayer, Always),
        (nameof(Architecture.Nonlinearity), a => a.Nonlinearity, HasMlp),
        (nameof(Architecture.GatedMlp), a => a.GatedMlp, HasMlp),
        (nameof(Architecture.ParallelBlock), a => a.ParallelBlock, HasMlp),
        (nameof(Architecture.QueryKeyValueBias), a => a.QueryKeyValueBias, Always),
        (nameof(Architecture.AttentionOutputBias), a => a.AttentionOutputBias, Always),
        (nameof(Architecture.MlpBias), a => a.MlpBias, HasMlp),
        (nameof(Architecture.UnembedBias), a => a.UnembedBias, Always),
        (nameof(Architecture.TiedEmbedding), a => a.TiedEmbedding, Always),
    ];

    private static bool Always(Architecture a) => true;

    private static bool HasMlp(Architecture a) => !a.AttentionOnly;

    private static bool Same(object? left, object? right) =>
        left is double x && right is double y
            ? Math.Abs(x - y) <= RelativeTolerance * Math.Max(Math.Abs(x), Math.Abs(y))
            : Equals(left, right);

    private static string Text(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";
}

namespace Circuitry.Models;

/// <summary>Every switch of an architecture, each after those that its default follows from.</summary>
internal static class SwitchTable
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<Switch> All { get; } =
    [
        .. Architecture.Stored,
        .. EmbeddingOrgan.Stored,
        .. NormOrgan.Stored,
        .. AttentionOrgan.Stored,
        .. QueryKeyNormOrgan.Stored,
        .. PositionOrgan.Stored,
        .. RotaryEmbedding.Stored,
        .. Llama3RotaryScaling.Stored,
        .. YarnRotaryScaling.Stored,
        .. LongRotaryScaling.Stored,
        .. MlpOrgan.Stored,
        .. BlockOrgan.Stored,
        .. LogitsOrgan.Stored,
    ];

    /// <summary>The rows that a configuration or a declaration gives: all but the family.</summary>
    public static IEnumerable<Switch> Given => All.Where(one => one.Name != nameof(Architecture.Family));

    /// <summary>The row of a name; null if there is none.</summary>
    public static Switch? Find(string name) => Given.FirstOrDefault(one => one.Name == name);

    /// <summary>The architecture of the values that are given.</summary>
    /// <param name="family">The name of its family.</param>
    /// <param name="value">The value of a switch, of its type; null where none is given.</param>
    /// <exception cref="ArchitectureException">A switch must be given and is not, or is given and has no meaning.</exception>
    public static Architecture Build(string family, Func<Switch, object?> value) =>
        Given.Aggregate(Architecture.Blank(family), (a, one) => one.Apply(a, value(one)));
}

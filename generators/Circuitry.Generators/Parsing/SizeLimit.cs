namespace Circuitry.Generators;

/// <summary>Refuses architectures whose graph cannot be numbered; code for one would not end either.</summary>
internal static class SizeLimit
{
    /// <exception cref="ArchitectureException">There are more edges than an int counts.</exception>
    public static Architecture Check(Architecture a) =>
        GraphTable.Edges(a, split: true) <= int.MaxValue
            ? a
            : throw new ArchitectureException("layers and heads", "the graph would have more than 2147483647 edges");
}

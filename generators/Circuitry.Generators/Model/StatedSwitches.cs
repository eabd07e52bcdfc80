namespace Circuitry.Generators;

/// <summary>A switch that a declaration states beside a configuration that does not say it.</summary>
internal sealed record StatedSwitch(string Name, bool Value);

/// <summary>What declarations may state beside a configuration.</summary>
internal static class StatedSwitches
{
    /// <summary>The properties of [Transformer] that may stand beside a config.json.</summary>
    public static readonly IReadOnlyList<string> Properties =
    [
        .. Families.Shipped.SelectMany(family => family.Unsaid).Distinct(),
    ];

    /// <summary>The architecture with what the declaration states.</summary>
    /// <exception cref="ArchitectureException">The configuration says it itself, or the switch has no meaning.</exception>
    public static Architecture On(this IEnumerable<StatedSwitch> stated, Architecture configured) =>
        stated.Aggregate(
            configured,
            (a, one) =>
                Families.Find(a.Family)?.Unsaid.Contains(one.Name) == true
                    ? SwitchTable.Find(one.Name)!.Apply(a, one.Value)
                    : throw new ArchitectureException(
                        one.Name,
                        $"is set, but a configuration of {a.Family} says that itself"
                    )
        );
}

namespace Circuitry.Reports;

/// <summary>What the exchange format says of an architecture: the switches that have a key in it.</summary>
internal static class MibConfig
{
    /// <summary>The keys, in their order, with a whole number or a bool each; a switch that has no meaning is off.</summary>
    public static IEnumerable<(MibKey Key, object Value)> Of(Architecture architecture) =>
        SwitchTable
            .All.Where(one => one.Mib is not null)
            .OrderBy(one => one.Mib!.Place)
            .Select(one => (one.Mib!, one.Read(architecture) ?? false));
}

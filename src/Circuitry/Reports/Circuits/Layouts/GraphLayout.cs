using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>How a file specifies a graph of its architecture.</summary>
internal sealed record GraphLayout
{
    public static GraphLayout Of(GraphUnits units) =>
        new()
        {
            Granularity = units.Kind,
            SplitQueryKeyValue = units.Graph.SplitQueryKeyValue,
            SplitEmbedding = units.Graph.SplitEmbedding,
            PositionGroups = units.Graph.PositionGroups.Count == 0 ? null : units.Graph.PositionGroups,
        };

    public required Granularity Granularity { get; init; }

    public required bool SplitQueryKeyValue { get; init; }

    public required bool SplitEmbedding { get; init; }

    /// <summary>The labels of the groups of positions; absent where positions are not split.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PositionGroups { get; init; }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>Some rows of [batch * position], all in one group of positions.</summary>
/// <param name="Group">The group; 0 where positions are not split.</param>
/// <param name="Index">The group's rows, int64 [row]; null where positions are not split.</param>
/// <param name="First">The first of the tile, counted in the group.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowTile(int Group, Tensor? Index, long First, long Count)
{
    /// <summary>Every row that is in a group, in tiles.</summary>
    /// <param name="positions">The groups; null where positions are not split.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="most">How many rows a tile may have.</param>
    public static IEnumerable<RowTile> All(PositionMask? positions, int groups, long rows, long most)
    {
        for (var group = 0; group < groups; group++)
        {
            var index = positions?.Rows(group);
            var own = index?.size(0) ?? rows;
            for (long first = 0; first < own; first += most)
            {
                yield return new RowTile(group, index, first, Math.Min(most, own - first));
            }
        }
    }

    /// <summary>The tile's rows of a tensor [batch, position, ...], [row, ...].</summary>
    public Tensor Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var rows = tensor.flatten(0, 1);
        return (
            Index is null ? rows.narrow(0, First, Count) : rows.index_select(0, Index.narrow(0, First, Count))
        ).MoveToOuterDisposeScope();
    }
}

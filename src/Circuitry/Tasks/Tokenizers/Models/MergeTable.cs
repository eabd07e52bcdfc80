namespace Circuitry.Datasets;

/// <summary>Which neighbouring tokens merge into which token, and which of them first.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> _merges = [];

    /// <summary>Takes pairs; of a pair that comes twice the last counts.</summary>
    /// <param name="vocabulary">Ids by token.</param>
    /// <param name="merges">The pairs.</param>
    /// <param name="ranks">The rank of each pair; null where their order is their rank.</param>
    public MergeTable(
        IReadOnlyDictionary<string, int> vocabulary,
        IReadOnlyList<(string Left, string Right)> merges,
        IReadOnlyList<int>? ranks
    )
    {
        for (var i = 0; i < merges.Count; i++)
        {
            var (left, right) = merges[i];
            _merges[(vocabulary[left], vocabulary[right])] = (ranks?[i] ?? i, vocabulary[left + right]);
        }
    }

    /// <summary>The merge of two tokens, the lowest rank first; null where they do not merge.</summary>
    public (int Rank, int Token)? Find(int left, int right) =>
        _merges.TryGetValue((left, right), out var merge) ? merge : null;
}

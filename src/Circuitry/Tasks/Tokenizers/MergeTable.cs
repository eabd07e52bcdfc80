namespace Circuitry.Datasets;

/// <summary>Which neighbouring tokens merge into which token, and which of them first.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> _merges = [];

    /// <summary>Takes pairs in their order; of a pair that comes twice the last counts.</summary>
    public MergeTable(IReadOnlyDictionary<string, int> vocabulary, IReadOnlyList<(string Left, string Right)> merges)
    {
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            _merges[(vocabulary[left], vocabulary[right])] = (rank, vocabulary[left + right]);
        }
    }

    /// <summary>The merge of two tokens, the lowest rank first; null where they do not merge.</summary>
    public (int Rank, int Token)? Find(int left, int right) =>
        _merges.TryGetValue((left, right), out var merge) ? merge : null;
}

namespace Circuitry.Datasets;

/// <summary>
/// Merges the tokens of one piece until none merge: of all neighbours those of the lowest rank, the leftmost first. The tokens
/// are a linked list and the merges that are possible a queue, so that n tokens take n log n steps.
/// </summary>
internal sealed class MergeLoop
{
    /// <summary>Stands where a token was merged into the one on its left.</summary>
    public const int None = -1;

    private readonly MergeTable _table;
    private readonly int[] _tokens;
    private readonly int[] _left;
    private readonly int[] _right;

    // The priority is the rank and then the place.
    private readonly PriorityQueue<(int Place, int Token), (int Rank, int Place)> _possible;

    private MergeLoop(MergeTable table, int[] tokens)
    {
        _table = table;
        _tokens = tokens;
        _left = [.. Enumerable.Range(-1, tokens.Length)];
        _right = [.. Enumerable.Range(1, tokens.Length)];
        _possible = new(tokens.Length);
    }

    /// <summary>Merges tokens in their places, until none merge; <see cref="None"/> stands where one went.</summary>
    public static void Merge(MergeTable table, int[] tokens)
    {
        if (tokens.Length < 2)
        {
            return;
        }

        var loop = new MergeLoop(table, tokens);
        for (var place = 0; place < tokens.Length; place++)
        {
            loop.Offer(place);
        }

        while (loop._possible.TryDequeue(out var merge, out _))
        {
            loop.Take(merge.Place, merge.Token);
        }
    }

    private bool IsLast(int place) => _right[place] == _tokens.Length;

    private void Offer(int place)
    {
        if (!IsLast(place) && _table.Find(_tokens[place], _tokens[_right[place]]) is var (rank, token))
        {
            _possible.Enqueue((place, token), (rank, place));
        }
    }

    private void Take(int place, int token)
    {
        // An offered pair may be gone: merged with another neighbour in the meantime.
        if (
            _tokens[place] == None
            || IsLast(place)
            || _table.Find(_tokens[place], _tokens[_right[place]])?.Token != token
        )
        {
            return;
        }

        var gone = _right[place];
        _tokens[place] = token;
        _tokens[gone] = None;
        _right[place] = _right[gone];
        if (!IsLast(place))
        {
            _left[_right[place]] = place;
        }

        if (_left[place] != None)
        {
            Offer(_left[place]);
        }

        Offer(place);
    }
}

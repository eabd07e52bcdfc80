namespace Circuitry.Experiments;

/// <summary>A sequence of symbols, with the positions whose next symbol is predictable from the earlier ones.</summary>
/// <param name="Symbols">The symbols, [position].</param>
/// <param name="Predictable">The positions whose next symbol has followed the same symbol before, ascending.</param>
public sealed record InductionSequence(IReadOnlyList<int> Symbols, IReadOnlyList<int> Predictable);

/// <summary>
/// Draws sequences in which patterns repeat: distinct symbols in random order, then the same ones cut into pieces and the
/// pieces shuffled; and once more with other symbols. Within a piece every symbol is followed by what followed it first.
/// </summary>
/// <remarks>
/// Where a piece comes the second time is random, so that the distance to the first tells nothing and only the symbol does;
/// and where the first symbols give way to the others is random, so that any position can be asked and any can answer.
/// </remarks>
/// <param name="vocabulary">How many symbols there are.</param>
/// <param name="seed">The same seed draws the same sequences.</param>
public sealed class InductionSequences(int vocabulary, int seed)
{
    private const int ShortestPiece = 2;
    private const int LongestPiece = 5;

    private readonly Random _random = new(seed);

    /// <summary>Draws a sequence of an even length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is odd or too short, or half of it exceeds the vocabulary.</exception>
    public InductionSequence Next(int length)
    {
        var half = length / 2;
        if (length % 2 != 0 || half < ShortestPiece || half > vocabulary)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length),
                length,
                FormattableString.Invariant(
                    $"must be even, from {2 * ShortestPiece} to twice the {Counted.Of(vocabulary, "symbol")}: half of it are distinct symbols"
                )
            );
        }

        var distinct = Distinct(half);
        var symbols = new List<int>();
        var predictable = new List<int>();
        var first = LeaveEnough(_random.Next(ShortestPiece, half + 1), half);
        foreach (var some in new[] { distinct[..first], distinct[first..] })
        {
            symbols.AddRange(some);
            var pieces = Cut(some);
            _random.Shuffle(pieces);
            foreach (var piece in pieces)
            {
                predictable.AddRange(Enumerable.Range(symbols.Count, piece.Length - 1));
                symbols.AddRange(piece);
            }
        }

        return new InductionSequence(symbols, predictable);
    }

    /// <summary>Draws different symbols in random order.</summary>
    internal int[] Distinct(int count)
    {
        int[] all = [.. Enumerable.Range(0, vocabulary)];
        _random.Shuffle(all);
        return all[..count];
    }

    /// <summary>A whole number from 0 to below a bound.</summary>
    internal int Below(int bound) => _random.Next(bound);

    private int[][] Cut(int[] symbols)
    {
        var pieces = new List<int[]>();
        for (var start = 0; start < symbols.Length; )
        {
            var left = symbols.Length - start;
            var size = LeaveEnough(Math.Min(_random.Next(ShortestPiece, LongestPiece + 1), left), left);
            pieces.Add(symbols[start..(start + size)]);
            start += size;
        }

        return [.. pieces];
    }

    /// <summary>Takes all where what is left over would be too short for a piece.</summary>
    private static int LeaveEnough(int taken, int all) => all - taken < ShortestPiece ? all : taken;
}

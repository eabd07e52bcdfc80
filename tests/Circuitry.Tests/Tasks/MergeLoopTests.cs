using System.Diagnostics;
using Microsoft.ML.Tokenizers;

namespace Circuitry.Tests;

/// <summary>Merging against another implementation, against the rule taken word by word, and against the clock.</summary>
public sealed class MergeLoopTests
{
    private const string Letters = "abcde";

    [Fact]
    public void Short_pieces_have_the_tokens_of_another_implementation()
    {
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            var parts = Parts(random, merges: 30, inOrder: true);
            var other = BpeTokenizer.Create(
                new BpeOptions(parts.Vocabulary)
                {
                    Merges = parts.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
                    ByteLevel = true,
                }
            );
            foreach (var piece in Pieces(random, 50))
            {
                Assert.Equal(other.EncodeToIds(piece, false, false), Merge(parts, piece));
            }
        }
    }

    [Fact]
    public void Of_all_neighbours_those_of_the_lowest_rank_merge_first_and_the_leftmost_of_them()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            // Merges of what later merges make come first here, as no training would have it.
            var parts = Parts(random, merges: 20, inOrder: false);
            foreach (var piece in Pieces(random, 20))
            {
                Assert.Equal(Literally(parts, piece), Merge(parts, piece).Select(Spelling(parts)));
            }
        }
    }

    [Fact]
    public void Of_a_pair_that_comes_twice_the_last_rank_counts()
    {
        var parts = Parts(["a b", "b c", "a b"]);

        Assert.Equal(["a", "bc"], Merge(parts, "abc").Select(Spelling(parts)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("bead")]
    [InlineData("!?")]
    public void The_time_of_one_long_piece_grows_like_its_length(string repeated)
    {
        var tokenizer = TinyTokenizer.Of("aaaaaaaa", "beads", "ad", "\n\n\n\n", "!?!?");
        string few = Repeated(25_000),
            many = Repeated(200_000);
        Measure(few);

        // Eight times as long; the square of that is 64.
        Assert.InRange(Measure(many) / Measure(few), 0, 24);

        string Repeated(int length) => string.Concat(Enumerable.Repeat(repeated, length / repeated.Length));

        double Measure(string text) =>
            Enumerable
                .Range(0, 5)
                .Min(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    tokenizer.Encode(text);
                    return clock.Elapsed.TotalMilliseconds;
                });
    }

    private static IEnumerable<int> Merge(TokenizerParts parts, string piece)
    {
        var tokens = new List<Circuitry.Datasets.EncodedToken>();
        Assert.Null(new BytePairs(parts).Encode(TracedText.Given(piece, 0), tokens));
        Assert.Equal(piece.Length, tokens.Sum(token => token.Bytes));
        return tokens.Select(token => token.Id);
    }

    private static Func<int, string> Spelling(TokenizerParts parts) =>
        token => parts.Vocabulary.Single(entry => entry.Value == token).Key;

    /// <summary>The rule as it is said, at the cost of the square of the length.</summary>
    private static List<string> Literally(TokenizerParts parts, string piece)
    {
        var ranks = parts
            .Merges.Select((merge, rank) => (merge, rank))
            .ToLookup(entry => entry.merge, entry => entry.rank);
        var tokens = piece.Select(letter => $"{letter}").ToList();
        while (true)
        {
            var possible = Enumerable
                .Range(0, tokens.Count - 1)
                .Where(at => ranks.Contains((tokens[at], tokens[at + 1])))
                .Select(at => (Rank: ranks[(tokens[at], tokens[at + 1])].Max(), At: at))
                .ToArray();
            if (possible.Length == 0)
            {
                return tokens;
            }

            var (_, first) = possible.Min();
            tokens[first] += tokens[first + 1];
            tokens.RemoveAt(first + 1);
        }
    }

    private static IEnumerable<string> Pieces(Random random, int count) =>
        Enumerable
            .Range(0, count)
            .Select(_ => new string(random.GetItems<char>(Letters, random.Next(1, 30))))
            .ToArray();

    private static TokenizerParts Parts(Random random, int merges, bool inOrder)
    {
        var made = Letters.Select(letter => $"{letter}").ToList();
        var all = new List<string>();
        while (all.Count < merges)
        {
            string left = made[random.Next(made.Count)],
                right = made[random.Next(made.Count)];
            if (left.Length + right.Length <= 8 && !made.Contains(left + right))
            {
                made.Add(left + right);
                all.Add($"{left} {right}");
            }
        }

        var order = all.ToArray();
        if (!inOrder)
        {
            random.Shuffle(order);
        }

        return Parts(order);
    }

    private static TokenizerParts Parts(IEnumerable<string> merges)
    {
        var vocabulary = ByteCharacters
            .All.Select((spelt, id) => (spelt, id))
            .ToDictionary(e => $"{e.spelt}", e => e.id);
        (string Left, string Right)[] pairs = [.. merges.Select(merge => (merge.Split(' ')[0], merge.Split(' ')[1]))];
        foreach (var (left, right) in pairs)
        {
            vocabulary.TryAdd(left + right, vocabulary.Count);
        }

        return new TokenizerParts { Vocabulary = vocabulary, Merges = pairs };
    }
}

namespace Circuitry.Experiments;

/// <summary>The kinds of text of Primer's grammar.</summary>
public enum TextKind
{
    /// <summary>Somebody is given something.</summary>
    Giving,

    /// <summary>Something lasts from one year to another.</summary>
    Span,

    /// <summary>A Python function with a docstring.</summary>
    Function,

    /// <summary>A sentence about what somebody is, often as a question.</summary>
    Tag,

    /// <summary>A sentence about somebody next to something.</summary>
    Agreement,

    /// <summary>Random tokens, again and again.</summary>
    Repetition,

    /// <summary>A short biography.</summary>
    Biography,

    /// <summary>A small scene.</summary>
    Scene,
}

/// <summary>A training text of Primer.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Tokens">Its tokens, without an end of text.</param>
/// <param name="Predictable">The number of leading tokens that nothing predicts.</param>
public sealed record PrimerText(TextKind Kind, IReadOnlyList<int> Tokens, int Predictable = 0);

/// <summary>Primer's small language. Combinations that <see cref="HeldOut"/> holds never occur in it.</summary>
/// <param name="tokenizer">Primer's tokenizer.</param>
public sealed class PrimerGrammar(TextTokenizer tokenizer)
{
    private const int ShortestRepetition = 3;
    private const int LongestRepetition = 16;

    /// <summary>The share of each kind of text, in percent.</summary>
    public static IReadOnlyList<(TextKind Kind, int Percent)> Shares { get; } =
    [
        (TextKind.Giving, 16),
        (TextKind.Span, 12),
        (TextKind.Function, 16),
        (TextKind.Tag, 9),
        (TextKind.Agreement, 10),
        (TextKind.Repetition, 24),
        (TextKind.Biography, 9),
        (TextKind.Scene, 4),
    ];

    /// <summary>Endless texts; the same seed draws the same ones.</summary>
    public IEnumerable<PrimerText> Texts(int seed)
    {
        var dice = new Dice(seed);
        while (true)
        {
            yield return Draw(dice);
        }
    }

    /// <summary>A text of any kind.</summary>
    internal PrimerText Draw(Dice dice)
    {
        var at = dice.Below(100);
        foreach (var (kind, percent) in Shares)
        {
            at -= percent;
            if (at < 0)
            {
                return kind == TextKind.Repetition
                    ? Repetition(dice)
                    : new PrimerText(kind, tokenizer.Encode(Text(kind, dice)));
            }
        }

        throw new InvalidOperationException("the shares of the kinds of text do not add up to 100");
    }

    private static string Text(TextKind kind, Dice dice) =>
        kind switch
        {
            TextKind.Giving => Giving.Draw(dice),
            TextKind.Span => Spans.Draw(dice),
            TextKind.Function => Functions.Draw(dice),
            TextKind.Tag => Tags.Draw(dice),
            TextKind.Agreement => Agreement.Draw(dice),
            TextKind.Biography => Biography
                .Draw(dice, dice.One(Gender.All), dice.One(Profession.All), named: dice.Percent(50))
                .Text,
            _ => Scenes.Draw(dice),
        };

    /// <summary>Different tokens in random order, repeated once or twice.</summary>
    private PrimerText Repetition(Dice dice)
    {
        var row = new List<int>();
        var length = dice.Between(ShortestRepetition, LongestRepetition);
        while (row.Count < length)
        {
            var token = dice.Below(tokenizer.Count);
            if (!row.Contains(token) && (row.Count != 1 || !HeldOut.Repetition(row[0], token)))
            {
                row.Add(token);
            }
        }

        int[] tokens = [.. row, .. row, .. dice.Percent(30) ? row : []];
        return new PrimerText(TextKind.Repetition, tokens, Predictable: length + 1);
    }
}

namespace Circuitry.Discovery;

/// <summary>A visit that is under way.</summary>
/// <param name="candidates">The candidates that are tried, by index among the visit's.</param>
internal sealed class AcdcStop(int[] candidates)
{
    /// <summary>Number of candidates in the first batch where nothing is known.</summary>
    public const int FirstWidth = 4;

    /// <summary>The candidates that are tried, by index among the visit's.</summary>
    public int[] Candidates { get; } = candidates;

    /// <summary>The candidates that are not removed.</summary>
    public bool[] Stays { get; init; } = [.. candidates.Select(_ => true)];

    /// <summary>The one that is tried next.</summary>
    public int Next { get; set; }

    /// <summary>Number of candidates in the next batch.</summary>
    public int Width { get; set; } = FirstWidth;

    public bool IsDone => Next == Candidates.Length;

    /// <summary>An independent copy.</summary>
    public AcdcStop Copy() =>
        new(Candidates)
        {
            Stays = [.. Stays],
            Next = Next,
            Width = Width,
        };

    /// <summary>A batch came out as expected: the next one may hold more.</summary>
    public void Widen(int most) => Width = Math.Min(2 * Width, most);

    /// <summary>A batch did not come out as expected: the next one is to hold less.</summary>
    public void Narrow() => Width = Math.Max(1, (Width + 1) / 2);
}

namespace Circuitry.Discovery;

/// <summary>A visit that is under way.</summary>
/// <param name="candidates">What is tried, by place among the visit's candidates.</param>
internal sealed class AcdcStop(int[] candidates)
{
    /// <summary>How many candidates the first batch is to hold where nothing is known.</summary>
    public const int FirstWidth = 4;

    /// <summary>What is tried, by place among the visit's candidates.</summary>
    public int[] Candidates { get; } = candidates;

    /// <summary>Which of them are not removed.</summary>
    public bool[] Stays { get; init; } = [.. candidates.Select(_ => true)];

    /// <summary>The one that is tried next.</summary>
    public int Next { get; set; }

    /// <summary>How many candidates the next batch is to hold.</summary>
    public int Width { get; set; } = FirstWidth;

    public bool IsDone => Next == Candidates.Length;

    /// <summary>A copy that goes its own way.</summary>
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

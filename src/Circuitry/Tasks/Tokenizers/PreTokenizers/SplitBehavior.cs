namespace Circuitry.Datasets;

/// <summary>The fate of what a pattern matches where text is split.</summary>
internal enum SplitBehavior
{
    /// <summary>Every match is a piece.</summary>
    Isolated,

    /// <summary>Matches go.</summary>
    Removed,

    /// <summary>Matches that touch are one piece.</summary>
    Contiguous,

    /// <summary>A match ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>A match starts the piece behind it.</summary>
    MergedWithNext,
}

/// <summary>Splits text at parts that match.</summary>
internal static class SplitBehaviors
{
    /// <summary>The pieces that are left of a text, in order, none of them empty.</summary>
    /// <param name="behavior">The fate of matches.</param>
    /// <param name="text">The text.</param>
    /// <param name="parts">All of its parts, in order.</param>
    public static IEnumerable<TracedText> Split(
        this SplitBehavior behavior,
        TracedText text,
        IEnumerable<TextPart> parts
    ) => behavior.Join(parts).Where(part => part.To > part.From).Select(part => text.Slice(part.From, part.To));

    private static IEnumerable<TextPart> Join(this SplitBehavior behavior, IEnumerable<TextPart> parts) =>
        behavior switch
        {
            SplitBehavior.Isolated => parts,
            SplitBehavior.Removed => parts.Where(part => !part.IsMatch),
            SplitBehavior.Contiguous => Joined(parts, (part, before) => part.IsMatch == before),
            SplitBehavior.MergedWithPrevious => Joined(parts, (part, before) => part.IsMatch && !before),
            SplitBehavior.MergedWithNext => Joined(parts.Reverse(), (part, before) => part.IsMatch && !before)
                .AsEnumerable()
                .Reverse(),
            _ => throw new ArgumentOutOfRangeException(nameof(behavior)),
        };

    // Whether a part joins the last one depends on whether that one was a match; before the first there was none.
    private static List<TextPart> Joined(IEnumerable<TextPart> parts, Func<TextPart, bool, bool> joins)
    {
        var made = new List<TextPart>();
        var before = false;
        foreach (var part in parts)
        {
            if (made.Count > 0 && joins(part, before))
            {
                made[^1] = made[^1] with
                {
                    From = Math.Min(made[^1].From, part.From),
                    To = Math.Max(made[^1].To, part.To),
                };
            }
            else
            {
                made.Add(part);
            }

            before = part.IsMatch;
        }

        return made;
    }
}

using System.Text;

namespace Circuitry.Datasets;

/// <summary>A part of a text, in UTF-16 units.</summary>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it ends.</param>
/// <param name="IsMatch">Whether it is what was looked for.</param>
internal readonly record struct TextPart(int From, int To, bool IsMatch)
{
    /// <summary>The parts of a text of which each matching character is one, and what lies between them.</summary>
    public static IEnumerable<TextPart> Of(string text, Func<Rune, bool> matches)
    {
        var (done, at) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (matches(rune))
            {
                if (done < at)
                {
                    yield return new(done, at, false);
                }

                done = at + rune.Utf16SequenceLength;
                yield return new(at, done, true);
            }

            at += rune.Utf16SequenceLength;
        }

        if (done < at)
        {
            yield return new(done, at, false);
        }
    }
}

using System.Text;

namespace Circuitry.Datasets;

/// <summary>Text on its way to tokens, each of whose characters knows how much of the text as given it stands for.</summary>
/// <remarks>
/// What stands for nothing, such as a mark that is put in front, ends where it starts. Where one character became several, the
/// first stands for it all, unless they take as many bytes as it did.
/// </remarks>
internal sealed class TracedText
{
    private readonly ReadOnlyMemory<int> _ends;

    private TracedText(string text, int start, ReadOnlyMemory<int> ends)
    {
        Text = text;
        Start = start;
        _ends = ends;
    }

    /// <summary>The text as it is now.</summary>
    public string Text { get; }

    /// <summary>Where it starts in the text as given, in bytes of UTF-8.</summary>
    public int Start { get; }

    /// <summary>Where it ends in the text as given, in bytes of UTF-8.</summary>
    public int End => EndOf(Text.Length);

    /// <summary>Text as given.</summary>
    /// <param name="text">The text, of whole characters.</param>
    /// <param name="start">How many bytes of text are in front of it.</param>
    public static TracedText Given(string text, int start)
    {
        var made = new TracedTextBuilder(text.Length, start);
        foreach (var rune in text.EnumerateRunes())
        {
            made.Append(rune, made.End + rune.Utf8SequenceLength);
        }

        return made.Build();
    }

    /// <summary>Text with the places, in bytes of the text as given, at which its UTF-16 units end.</summary>
    public static TracedText Of(string text, int start, ReadOnlyMemory<int> ends) => new(text, start, ends);

    /// <summary>Where the first units end in the text as given, in bytes of UTF-8.</summary>
    public int EndOf(int units) => units == 0 ? Start : _ends.Span[units - 1];

    /// <summary>A part of it.</summary>
    public TracedText Slice(int from, int to) =>
        from == 0 && to == Text.Length ? this : new(Text[from..to], EndOf(from), _ends[from..to]);

    /// <summary>The text with another in front of it that stands for nothing.</summary>
    public TracedText With(string prefix)
    {
        var made = new TracedTextBuilder(prefix.Length + Text.Length, Start);
        made.Append(prefix, Start);
        made.Append(this, 0, Text.Length);
        return made.Build();
    }
}

/// <summary>Puts traced text together.</summary>
/// <param name="capacity">About how many UTF-16 units there will be.</param>
/// <param name="start">Where it starts in the text as given, in bytes of UTF-8.</param>
internal sealed class TracedTextBuilder(int capacity, int start)
{
    private readonly StringBuilder _text = new(capacity);
    private readonly List<int> _ends = new(capacity);

    /// <summary>Where it ends so far, in bytes of the text as given.</summary>
    public int End => _ends.Count == 0 ? start : _ends[^1];

    /// <summary>Adds a character that ends at a place of the text as given, in bytes.</summary>
    public void Append(Rune rune, int end)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            Append(unit, end);
        }
    }

    /// <summary>Adds a text that ends at a place of the text as given, in bytes.</summary>
    public void Append(string text, int end)
    {
        foreach (var unit in text)
        {
            Append(unit, end);
        }
    }

    /// <summary>Adds a UTF-16 unit that ends at a place of the text as given, in bytes; places never go back.</summary>
    public void Append(char unit, int end)
    {
        _text.Append(unit);
        _ends.Add(Math.Max(end, End));
    }

    /// <summary>Adds a part of traced text as it is.</summary>
    public void Append(TracedText text, int from, int to)
    {
        for (var unit = from; unit < to; unit++)
        {
            Append(text.Text[unit], text.EndOf(unit + 1));
        }
    }

    /// <summary>The text so far.</summary>
    public TracedText Build() => TracedText.Of(_text.ToString(), start, _ends.ToArray());
}

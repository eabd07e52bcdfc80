using System.Globalization;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>Unicode's normalization forms. The platform's own does nothing under invariant globalization.</summary>
internal static class Composition
{
    // Hangul syllables are composed by arithmetic (Unicode standard, section 3.12).
    private const int Leads = 0x1100,
        Vowels = 0x1161,
        Tails = 0x11A7,
        Syllables = 0xAC00,
        VowelCount = 21,
        TailCount = 28,
        SyllableCount = 11172;

    private static readonly Lazy<Tables> Data = new(() => Read("Circuitry.CanonicalForms.txt"));
    private static readonly Lazy<Tables> Compatible = new(() => Read("Circuitry.CompatibleForms.txt"));

    /// <summary>The text in a normalization form.</summary>
    public static TracedText Normalize(TracedText text, UnicodeForm form)
    {
        var (composes, isCompatible) = (
            form is UnicodeForm.C or UnicodeForm.KC,
            form is UnicodeForm.KC or UnicodeForm.KD
        );
        if (text.Text.All(character => character < FirstToChange(form)))
        {
            return text;
        }

        var points = new List<Point>(text.Text.Length);
        var at = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            Decompose(rune.Value, text.EndOf(at), isCompatible, points);
        }

        Order(points);
        var made = new TracedTextBuilder(points.Count, text.Start);
        foreach (var (value, end) in composes ? Recompose(points) : points)
        {
            made.Append(new Rune(value), end);
        }

        return made.Build();
    }

    // Nothing below these changes: marks start at U+0300, letters with marks at U+00C0, what is compatible at U+00A0.
    private static char FirstToChange(UnicodeForm form) =>
        form switch
        {
            UnicodeForm.C => '\u0300',
            UnicodeForm.D => '\u00C0',
            _ => '\u00A0',
        };

    private static int ClassOf(Point point) => Data.Value.Classes.GetValueOrDefault(point.Value);

    private static void Decompose(int value, int end, bool isCompatible, List<Point> points)
    {
        if (value is >= Syllables and < Syllables + SyllableCount)
        {
            var index = value - Syllables;
            points.Add(new(Leads + (index / (VowelCount * TailCount)), end));
            points.Add(new(Vowels + (index % (VowelCount * TailCount) / TailCount), end));
            if (index % TailCount != 0)
            {
                points.Add(new(Tails + (index % TailCount), end));
            }
        }
        else if (
            Data.Value.Parts.TryGetValue(value, out var parts)
            || (isCompatible && Compatible.Value.Parts.TryGetValue(value, out parts))
        )
        {
            foreach (var part in parts)
            {
                Decompose(part, end, isCompatible, points);
            }
        }
        else
        {
            points.Add(new(value, end));
        }
    }

    private static void Order(List<Point> points)
    {
        for (var from = 0; from < points.Count; from++)
        {
            var to = from;
            while (to < points.Count && ClassOf(points[to]) != 0)
            {
                to++;
            }

            if (to - from > 1)
            {
                // Sorting keeps the order of equals, as the standard has it.
                Point[] marks = [.. points[from..to].OrderBy(ClassOf)];
                for (var i = 0; i < marks.Length; i++)
                {
                    points[from + i] = marks[i];
                }
            }

            from = to;
        }
    }

    private static List<Point> Recompose(List<Point> points)
    {
        var result = new List<Point>(points.Count);
        var starter = -1;
        var last = 0;
        foreach (var point in points)
        {
            var own = ClassOf(point);
            var adjacent = starter == result.Count - 1;
            if (starter >= 0 && (adjacent || last < own) && Pair(result[starter].Value, point.Value) is { } whole)
            {
                result[starter] = new(whole, Math.Max(result[starter].End, point.End));
                continue;
            }

            if (own == 0)
            {
                starter = result.Count;
            }

            last = own;
            result.Add(point);
        }

        return result;
    }

    private static int? Pair(int first, int second) =>
        (first, second) switch
        {
            (>= Leads and < Leads + 19, >= Vowels and < Vowels + VowelCount) => Syllables
                + ((((first - Leads) * VowelCount) + second - Vowels) * TailCount),
            (>= Syllables and < Syllables + SyllableCount, > Tails and < Tails + TailCount)
                when (first - Syllables) % TailCount == 0 => first + second - Tails,
            _ => Data.Value.Wholes.TryGetValue((first, second), out var whole) ? whole : null,
        };

    private static Tables Read(string resource)
    {
        var tables = new Tables([], [], []);
        using var stream = typeof(Composition).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            foreach (var entry in line.StartsWith('#') ? [] : line.Split(' '))
            {
                Read(entry, tables);
            }
        }

        return tables;
    }

    private static void Read(string entry, Tables tables)
    {
        var sign = entry.IndexOfAny(['=', '~', '-']);
        var point = Hexadecimal(entry[..sign]);
        var rest = entry[(sign + 1)..];
        if (entry[sign] == '-')
        {
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            for (var last = Hexadecimal(rest[..colon]); point <= last; point++)
            {
                tables.Classes[point] = int.Parse(rest[(colon + 1)..], CultureInfo.InvariantCulture);
            }

            return;
        }

        int[] parts = [.. rest.Split('+').Select(Hexadecimal)];
        tables.Parts[point] = parts;
        if (entry[sign] == '=' && parts.Length == 2)
        {
            tables.Wholes[(parts[0], parts[1])] = point;
        }
    }

    private static int Hexadecimal(string digits) =>
        int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Tables(
        Dictionary<int, int[]> Parts,
        Dictionary<(int First, int Second), int> Wholes,
        Dictionary<int, int> Classes
    );

    /// <summary>A character.</summary>
    /// <param name="Value">Its code point.</param>
    /// <param name="End">Where what it comes from ends in the text as given.</param>
    private readonly record struct Point(int Value, int End);
}

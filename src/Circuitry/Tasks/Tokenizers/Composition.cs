using System.Globalization;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>Unicode's normalization form C. The platform's own does nothing under invariant globalization.</summary>
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

    private static readonly Lazy<Tables> Data = new(Read);

    /// <summary>The text with everything composed that can be.</summary>
    public static string Compose(string text)
    {
        // Nothing below U+0300 combines with anything, and all of it is composed.
        if (text.All(character => character < 0x300))
        {
            return text;
        }

        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        Order(points);
        var composed = new StringBuilder(text.Length);
        foreach (var point in Recompose(points))
        {
            composed.Append(char.ConvertFromUtf32(point));
        }

        return composed.ToString();
    }

    private static int ClassOf(int point) => Data.Value.Classes.GetValueOrDefault(point);

    private static void Decompose(int point, List<int> points)
    {
        if (point is >= Syllables and < Syllables + SyllableCount)
        {
            var index = point - Syllables;
            points.Add(Leads + (index / (VowelCount * TailCount)));
            points.Add(Vowels + (index % (VowelCount * TailCount) / TailCount));
            if (index % TailCount != 0)
            {
                points.Add(Tails + (index % TailCount));
            }
        }
        else if (Data.Value.Parts.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
            {
                Decompose(part, points);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    private static void Order(List<int> points)
    {
        for (var from = 0; from < points.Count; from++)
        {
            var to = from;
            while (to < points.Count && ClassOf(points[to]) != 0)
            {
                to++;
            }

            // Sorting keeps the order of equals, as the standard has it.
            int[] marks = [.. points[from..to].OrderBy(ClassOf)];
            for (var i = 0; i < marks.Length; i++)
            {
                points[from + i] = marks[i];
            }

            from = to;
        }
    }

    private static List<int> Recompose(List<int> points)
    {
        var result = new List<int>(points.Count);
        var starter = -1;
        var last = 0;
        foreach (var point in points)
        {
            var own = ClassOf(point);
            var adjacent = starter == result.Count - 1;
            if (starter >= 0 && (adjacent || last < own) && Pair(result[starter], point) is { } whole)
            {
                result[starter] = whole;
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

    private static Tables Read()
    {
        var tables = new Tables([], [], []);
        using var stream = typeof(Composition).Assembly.GetManifestResourceStream("Circuitry.CanonicalForms.txt")!;
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
}

using System.Text;

namespace Circuitry.Tests;

/// <summary>Files with bytes changed, whatever they hold.</summary>
internal static class ByteMutants
{
    /// <summary>Bytes changed, cut out, put in or repeated, in one to three places.</summary>
    public static IEnumerable<Mutant> Changed(byte[] whole, Random random, int count) =>
        Enumerable.Range(0, count).Select(_ => new Mutant("bytes", "", Allowed.Anything, Of(whole, random)));

    /// <summary>The file cut off.</summary>
    public static IEnumerable<Mutant> Cut(byte[] whole, Random random, int count, Allowed allowed) =>
        Enumerable
            .Range(0, count)
            .Select(i => i == 0 ? 1 : random.Next(1, whole.AsSpan().TrimEnd(" \n"u8).Length))
            .Select(length => new Mutant(
                "cut off",
                FormattableString.Invariant($"{length} of {whole.Length}"),
                allowed,
                whole[..length]
            ));

    /// <summary>What no text in UTF-8 is.</summary>
    public static IEnumerable<Mutant> NoText(byte[] whole)
    {
        var text = Encoding.UTF8.GetString(whole);
        yield return new(
            "UTF-16",
            "",
            Allowed.Nothing,
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]
        );
        yield return new("UTF-16", "without a mark", Allowed.Nothing, Encoding.Unicode.GetBytes(text));
        yield return new(
            "UTF-16",
            "big-endian",
            Allowed.Nothing,
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]
        );
        yield return new("not UTF-8", "", Allowed.Nothing, [.. whole, 0xFF]);
        yield return new("not UTF-8", "first", Allowed.Nothing, [0xC3, .. whole]);
        yield return new("empty", "", Allowed.Nothing, []);
        yield return new("empty", "spaces", Allowed.Nothing, [.. "  \n\n"u8]);
        yield return new("control characters", "zeros", Allowed.Nothing, new byte[whole.Length]);
    }

    /// <summary>The mark with which some programs begin UTF-8.</summary>
    public static Mutant Marked(byte[] whole) =>
        new("a byte order mark", "", Allowed.NothingElseThanTheSameResult, [0xEF, 0xBB, 0xBF, .. whole]);

    private static byte[] Of(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            if (bytes.Count == 0)
            {
                bytes.Add(0);
            }

            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 20)).Select(_ => (byte)random.Next(256)));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 60))));
                    break;
            }
        }

        return [.. bytes];
    }
}

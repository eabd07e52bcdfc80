using System.Text;

namespace Circuitry.Datasets;

/// <summary>GPT-2's alphabet of one printable character a byte, in which byte-level vocabularies spell their tokens.</summary>
internal static class ByteCharacters
{
    private static readonly char[] Characters = Make();
    private static readonly Dictionary<char, byte> Bytes = Enumerable
        .Range(0, 256)
        .ToDictionary(value => Characters[value], value => (byte)value);

    /// <summary>The characters, by byte.</summary>
    public static IReadOnlyList<char> All => Characters;

    /// <summary>The characters of the 243 bytes that UTF-8 uses.</summary>
    public static IEnumerable<char> OfText => Characters.Where((_, value) => value is not (0xC0 or 0xC1 or >= 0xF5));

    /// <summary>The spelling of a text's UTF-8 bytes.</summary>
    public static string Spell(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(value => Characters[value]));

    /// <summary>The bytes that a token spells; its own UTF-8 bytes where it is not spelt in this alphabet.</summary>
    public static byte[] Read(string token) =>
        token.All(Bytes.ContainsKey) ? [.. token.Select(character => Bytes[character])] : Encoding.UTF8.GetBytes(token);

    private static char[] Make()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = printable ? (char)value : next++;
        }

        return characters;
    }
}

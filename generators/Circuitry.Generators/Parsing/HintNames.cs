using System.Globalization;
using System.Text;

namespace Circuitry.Generators;

/// <summary>
/// The names of emitted files, each a type's full name. They are compared without regard to case and become names of files on
/// disk: those that would be mistaken for one another, or are too long for a file system, get the end of a hash.
/// </summary>
internal static class HintNames
{
    // File systems take 255 bytes; the rest is for the part's own name and what tools put behind it.
    private const int MostBytes = 160;

    /// <summary>The types with names that no two of them share, by the types as they were.</summary>
    public static IReadOnlyDictionary<TypeHierarchy, TypeHierarchy> Of(IReadOnlyCollection<TypeHierarchy> types)
    {
        var named = new Dictionary<TypeHierarchy, TypeHierarchy>();
        foreach (var alike in types.Distinct().GroupBy(type => Short(type.HintName), StringComparer.OrdinalIgnoreCase))
        {
            var all = alike.OrderBy(type => type.HintName, StringComparer.Ordinal).ToList();
            foreach (var type in all)
            {
                named.Add(
                    type,
                    all.Count == 1 ? type with { HintName = alike.Key } : type with { HintName = Hashed(type.HintName) }
                );
            }
        }

        return named;
    }

    private static string Short(string name) => Encoding.UTF8.GetByteCount(name) <= MostBytes ? name : Hashed(name);

    private static string Hashed(string name)
    {
        var end = "-" + Hash(name).ToString("x16", CultureInfo.InvariantCulture);
        var start = name;
        while (Encoding.UTF8.GetByteCount(start) > MostBytes - end.Length)
        {
            start = start.Substring(0, start.Length - 1);
        }

        return start + end;
    }

    // FNV-1a over UTF-16 units: the same on every machine, which GetHashCode is not.
    private static ulong Hash(string text) =>
        text.Aggregate(14695981039346656037, (hash, unit) => unchecked((hash ^ unit) * 1099511628211));
}

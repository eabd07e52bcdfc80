namespace Circuitry.Tests;

/// <summary>The mutants of a door's valid file.</summary>
internal static class Mutants
{
    private const int Each = 4;

    /// <summary>How many times as many as in an ordinary run: the variable CIRCUITRY_FUZZ.</summary>
    public static int Factor { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CIRCUITRY_FUZZ"), out var factor) && factor > 0 ? factor : 1;

    public static IReadOnlyList<Mutant> Of(Door door, byte[] whole)
    {
        var random = new Random(TextHash.Of(door.ToString())[0]);
        var each = door.IsSlow ? Factor : Each * Factor;
        IEnumerable<Mutant> bytes =
        [
            .. ByteMutants.Changed(whole, random, 5 * each),
            .. ByteMutants.Cut(whole, random, each, CutOff(door)),
        ];
        return
        [
            .. bytes,
            .. door.Spelling switch
            {
                Spelling.Json => [.. Json(door, whole, random, each), .. Texts(whole)],
                Spelling.JsonLines or Spelling.Lines => [.. LineMutants.Of(whole, random, each), .. Texts(whole)],
                Spelling.Safetensors => SafetensorsMutants.Of(whole, random, each),
                _ => [new Mutant("empty", "", Allowed.Nothing, [])],
            },
        ];
    }

    private static IEnumerable<Mutant> Json(Door door, byte[] whole, Random random, int each)
    {
        var json = new JsonMutants(whole, random, each);
        return json.All(door.TakesAnyField).Concat(json.Neutral());
    }

    private static IEnumerable<Mutant> Texts(byte[] whole) => [.. ByteMutants.NoText(whole), ByteMutants.Marked(whole)];

    // Lines may end with any of them, or within a text.
    private static Allowed CutOff(Door door) =>
        door.Spelling is Spelling.Lines or Spelling.JsonLines ? Allowed.Anything : Allowed.Nothing;
}

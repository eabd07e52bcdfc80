using System.Buffers.Binary;

namespace Circuitry.Tests;

/// <summary>Files of tensors with their header changed, or what it says of itself.</summary>
internal static class SafetensorsMutants
{
    private const int Prefix = 8;

    private static readonly ulong[] Lengths =
    [
        0,
        1,
        7,
        100_000_000,
        100_000_001,
        int.MaxValue,
        1UL << 32,
        long.MaxValue,
        1UL << 63,
        ulong.MaxValue,
    ];

    public static IEnumerable<Mutant> Of(byte[] whole, Random random, int each)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        var (header, data) = (whole[Prefix..(Prefix + length)], whole[(Prefix + length)..]);
        var mutants = new JsonMutants(header, random, each);
        foreach (var mutant in mutants.All(takesAnyField: false).Concat(mutants.Neutral()))
        {
            yield return mutant with
            {
                Class = "header: " + mutant.Class,
                Bytes = Whole(mutant.Bytes, data),
            };
        }

        foreach (var lie in Lengths.Concat([(ulong)length - 1, (ulong)length + 1, (ulong)whole.Length]))
        {
            byte[] lying = [.. whole];
            BinaryPrimitives.WriteUInt64LittleEndian(lying, lie);
            yield return new("length of the header", $"{lie}", Allowed.Nothing, lying);
        }

        yield return new("data", "one byte less", Allowed.Nothing, whole[..^1]);
        yield return new("data", "one byte more", Allowed.Nothing, [.. whole, 0]);
        yield return new("data", "none", Allowed.Nothing, Whole(header, []));
        yield return new(
            "header: spelt otherwise",
            "spaces",
            Allowed.NothingElseThanTheSameResult,
            Whole([.. header, .. "      \n "u8], data)
        );
        foreach (var value in new byte[] { 0, 0x7F, 0xFF })
        {
            yield return new(
                "data",
                $"all bytes {value}",
                Allowed.AnotherResult,
                Whole(header, [.. Enumerable.Repeat(value, data.Length)])
            );
        }
    }

    private static byte[] Whole(byte[] header, byte[] data)
    {
        var length = new byte[Prefix];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The head of a <c>.npy</c> file: number type and shape.</summary>
/// <param name="Type">The number type.</param>
/// <param name="Shape">The shape, in C order.</param>
/// <param name="Length">Bytes before the data.</param>
internal sealed partial record NumpyHeader(ScalarType Type, long[] Shape, int Length)
{
    private const int MagicLength = 8;
    private const int LongestText = 1 << 16;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads it from the start of a stream.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="refuse">Makes the error of what was expected and what was found.</param>
    public static NumpyHeader Read(Stream stream, Func<string, string, Exception> refuse)
    {
        var start = new byte[MagicLength];
        stream.ReadExactly(start);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw refuse("a .npy file", "other bytes");
        }

        var sizeBytes = new byte[
            start[6] switch
            {
                1 => 2,
                2 => 4,
                _ => throw refuse("version 1 or 2 of .npy", FormattableString.Invariant($"version {start[6]}")),
            }
        ];
        stream.ReadExactly(sizeBytes);
        var size = sizeBytes.Length == 2 ? BitConverter.ToUInt16(sizeBytes) : BitConverter.ToUInt32(sizeBytes);
        if (size > LongestText)
        {
            throw refuse("a header of a plausible size", Counted.Of(size, "byte"));
        }

        var textBytes = new byte[size];
        stream.ReadExactly(textBytes);
        var text = Encoding.Latin1.GetString(textBytes).Trim();
        var fields = Fields().Match(text);
        if (!fields.Success)
        {
            throw refuse("the three fields of a .npy header", text.Length <= 120 ? text : text[..120] + "...");
        }

        if (fields.Groups["order"].Value != "False")
        {
            throw refuse("C order", "Fortran order");
        }

        ScalarType type = fields.Groups["type"].Value switch
        {
            "<f8" => ScalarType.Float64,
            "<f4" => ScalarType.Float32,
            "<f2" => ScalarType.Float16,
            var other => throw refuse("little-endian floating-point numbers, <f2, <f4 or <f8", other),
        };
        var numbers = fields
            .Groups["shape"]
            .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length > StoredElements.MostDimensions)
        {
            throw refuse(
                FormattableString.Invariant($"at most {StoredElements.MostDimensions} dimensions"),
                FormattableString.Invariant($"{numbers.Length}")
            );
        }

        long[] shape =
        [
            .. numbers.Select(number =>
                long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                    ? length
                    : throw refuse("a shape of whole numbers", number)
            ),
        ];
        return new NumpyHeader(type, shape, MagicLength + sizeBytes.Length + (int)size);
    }

    // The fields come in alphabetical order, as NumPy writes them.
    [GeneratedRegex(
        @"^\{\s*'descr':\s*'?(?<type>[^']*?)'?,\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}$"
    )]
    private static partial Regex Fields();
}

using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Where a tensor lies in the data of a safetensors file: bytes Begin (inclusive) to End (exclusive).</summary>
internal sealed record SafetensorsEntry(TensorInfo Info, long Begin, long End);

/// <summary>The header of a safetensors file: a JSON object that says of each tensor its type, shape and place.</summary>
internal sealed class SafetensorsHeader
{
    // Torch's own limit.
    private const int MostDimensions = 64;

    private const string Damaged = "The file is damaged or was written by a faulty program; fetch or write it again.";

    private readonly string file;
    private readonly long dataLength;
    private readonly Dictionary<string, SafetensorsEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);

    /// <summary>Parses a header and checks that the tensors tile the data exactly.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">The number of bytes that follow the header.</param>
    public SafetensorsHeader(string file, ReadOnlyMemory<byte> json, long dataLength)
    {
        this.file = file;
        this.dataLength = dataLength;
        using var document = Parse(json);
        try
        {
            ReadObject(document.RootElement);
        }
        catch (InvalidOperationException exception)
        {
            // JSON may escape half a surrogate pair, which no string can hold.
            throw new WeightsException(file, null, "names in valid Unicode", exception.Message, Damaged, exception);
        }

        CheckTiling();
    }

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => entries;

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    private JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Malformed(null, "a JSON object as header", $"a JSON {document.RootElement.ValueKind}");
        }
        catch (JsonException exception)
        {
            throw new WeightsException(
                file,
                null,
                "a header in JSON",
                exception.Message,
                "This is not a safetensors file, or it is damaged; fetch it again.",
                exception
            );
        }
    }

    private void ReadObject(JsonElement header)
    {
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                if (metadata.Count > 0)
                {
                    throw Malformed(null, "'__metadata__' once", "it twice");
                }

                ReadMetadata(property.Value);
            }
            else if (!entries.TryAdd(property.Name, ReadEntry(property.Name, property.Value)))
            {
                throw Malformed(property.Name, "each name once", "the name twice");
            }
        }
    }

    private void ReadMetadata(JsonElement value)
    {
        if (
            value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Any(e => e.Value.ValueKind != JsonValueKind.String)
        )
        {
            throw Malformed(null, "'__metadata__' to map names to strings", Raw(value));
        }

        foreach (var property in value.EnumerateObject())
        {
            if (!metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw Malformed(
                    null,
                    "each name of '__metadata__' once",
                    $"'{VisibleText.Short(property.Name)}' twice"
                );
            }
        }
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement value)
    {
        if (
            value.ValueKind != JsonValueKind.Object
            || value.GetPropertyCount() != 3
            || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var shapes)
            || !value.TryGetProperty("data_offsets", out var offsets)
        )
        {
            throw Malformed(name, "an object of 'dtype', 'shape' and 'data_offsets', once each", Raw(value));
        }

        var type =
            dtype.ValueKind == JsonValueKind.String && SafetensorsType.Find(dtype.GetString()!) is { } known
                ? known
                : throw new WeightsException(
                    file,
                    name,
                    $"a dtype among {SafetensorsType.Names}",
                    Raw(dtype),
                    "Convert the tensor to one of these types."
                );
        var shape = Integers(shapes) ?? throw Malformed(name, "a shape of whole numbers", Raw(shapes));
        if (shape.Length > MostDimensions)
        {
            throw Malformed(name, $"at most {Text(MostDimensions)} dimensions", Text(shape.Length));
        }

        if (shape.Any(size => size < 0))
        {
            throw Malformed(name, "no negative size in the shape", TensorInfo.Text(shape));
        }

        // Torch multiplies the sizes of empty tensors too.
        if (shape.Contains(0) && shape.Where(size => size > 0).Aggregate((Int128)1, Multiply) >= TooMany)
        {
            throw Malformed(name, "sizes that multiply to a number", TensorInfo.Text(shape));
        }

        var place = Integers(offsets);
        if (place is not [var begin, var end] || begin < 0 || end < begin || end > dataLength)
        {
            throw Malformed(
                name,
                $"'data_offsets' [begin, end] within the {Text(dataLength)} bytes of data",
                Raw(offsets)
            );
        }

        var bytes = shape.Aggregate((Int128)SafetensorsType.Size(type), Multiply);
        return bytes == end - begin
            ? new SafetensorsEntry(new TensorInfo(name, type, shape), begin, end)
            : throw Malformed(
                name,
                $"{(bytes < TooMany ? bytes.ToString(CultureInfo.InvariantCulture) : "far more")} bytes for {dtype.GetString()} {TensorInfo.Text(shape)}",
                $"{Text(end - begin)} bytes"
            );
    }

    private static Int128 TooMany => (Int128)long.MaxValue;

    // Saturates: a file can claim shapes whose product overflows any integer.
    private static Int128 Multiply(Int128 product, long size) =>
        size == 0 ? 0
        : product >= TooMany ? TooMany
        : Int128.Min(product * size, TooMany);

    private static long[]? Integers(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _))
            ? [.. list.EnumerateArray().Select(e => e.GetInt64())]
            : null;

    private void CheckTiling()
    {
        long next = 0;
        foreach (var entry in entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != next)
            {
                throw Malformed(
                    entry.Info.Name,
                    $"its data to begin at byte {Text(next)}, where the tensor before it ends",
                    $"{Text(entry.Begin)}, {(entry.Begin < next ? "which overlaps the tensor before it" : "which leaves a hole")}"
                );
            }

            next = entry.End;
        }

        if (next != dataLength)
        {
            throw Malformed(null, $"{Text(next)} bytes of data after the header", Text(dataLength));
        }
    }

    // A damaged header can hold megabytes where a number should be.
    private static string Raw(JsonElement value) =>
        value.GetRawText() is { Length: > 100 } text ? text[..100] + "..." : value.GetRawText();

    private WeightsException Malformed(string? tensor, string expected, string found) =>
        new(file, tensor, expected, found, Damaged);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

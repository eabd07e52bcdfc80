using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Writes tensors as a <c>.safetensors</c> file: the same tensors give the same bytes.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file atomically (temporary file, then rename).</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensors">Names and tensors in the order of the header; they may lie on any device.</param>
    /// <param name="metadata">Metadata to save with the tensors.</param>
    /// <exception cref="WeightsException">A name comes twice or is reserved, or a number type cannot be stored.</exception>
    public static void Write(
        string path,
        IReadOnlyList<(string Name, Tensor Tensor)> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        Check(path, tensors);

        // Wide types first: every tensor then begins at a multiple of its element's size, and readers can map it.
        var stored = tensors.OrderByDescending(pair => SafetensorsType.Size(pair.Tensor.dtype)).ToList();
        var header = Header(tensors, stored, metadata);
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(header);
                foreach (var (_, tensor) in stored)
                {
                    using var local = TensorBytes.OnCpu(tensor);
                    TensorBytes.Visit(local, (_, bytes) => stream.Write(bytes));
                }
            }
        );
    }

    private static void Check(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            if (name == "__metadata__" || !names.Add(name))
            {
                throw new WeightsException(
                    path,
                    name,
                    "each name once, and none of them '__metadata__'",
                    $"'{name}'",
                    "Rename the tensor."
                );
            }

            if (SafetensorsType.Name(tensor.dtype) is null)
            {
                throw new WeightsException(
                    path,
                    name,
                    $"a number type among {SafetensorsType.Names}",
                    tensor.dtype.ToString(),
                    "Convert the tensor first."
                );
            }
        }
    }

    private static byte[] Header(
        IReadOnlyList<(string Name, Tensor Tensor)> tensors,
        List<(string Name, Tensor Tensor)> stored,
        IReadOnlyDictionary<string, string>? metadata
    )
    {
        var begins = new Dictionary<string, long>(StringComparer.Ordinal);
        long next = 0;
        foreach (var (name, tensor) in stored)
        {
            begins[name] = next;
            next += tensor.NumberOfElements * tensor.ElementSize;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            foreach (var (name, tensor) in tensors)
            {
                WriteEntry(json, name, tensor, begins[name]);
            }

            json.WriteEndObject();
        }

        // Padded with spaces to a multiple of eight, as the reference implementation does, so that the data is aligned.
        var length = (buffer.WrittenCount + 7) / 8 * 8;
        var header = new byte[8 + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(8));
        header.AsSpan(8 + buffer.WrittenCount).Fill((byte)' ');
        return header;
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsType.Name(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + (tensor.NumberOfElements * tensor.ElementSize));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

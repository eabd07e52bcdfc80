using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A <c>.safetensors</c> file, mapped into memory: opening it reads the header only.</summary>
/// <remarks>
/// The file is eight bytes of header length (little endian), a JSON header, and the tensors' bytes without gaps. Every
/// claim of the header is checked when the file is opened. Tensors may be read from several threads at once.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SafetensorsFile : ITensorSource
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

    private readonly IReadOnlyDictionary<string, SafetensorsEntry> entries;
    private readonly long dataStart;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is missing, truncated, or its header makes a claim that does not hold.</exception>
    public SafetensorsFile(string path)
    {
        Description = path;
        using var stream = InputFile.Open(path, long.MaxValue, WeightsException.Of);
        var header = ReadHeader(path, stream, out dataStart);
        entries = header.Entries;
        Metadata = header.Metadata;
        Tensors = entries.ToDictionary(entry => entry.Key, entry => entry.Value.Info, StringComparer.Ordinal);
        map = MemoryMappedFile.CreateFromFile(
            stream,
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: true
        );
        view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>The metadata of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public Tensor Read(string name, ScalarType? numberType = null, Device? device = null)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            throw new WeightsException(
                Description,
                name,
                "a tensor of this name",
                $"none among {entries.Count.ToString(CultureInfo.InvariantCulture)} tensors",
                "Check the name against Tensors."
            );
        }

        TorchRuntime.Start();

        // The result is the caller's, whatever scope the caller has open.
        using var scope = NewDisposeScope();
        var stored = empty([.. entry.Info.Shape], dtype: entry.Info.Type);
        CopyInto(stored, dataStart + entry.Begin);
        return stored.to(numberType ?? entry.Info.Type).to(device ?? CPU).MoveToOuterDisposeScope();
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    private unsafe void CopyInto(Tensor tensor, long position)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            var source = start + view.PointerOffset + position;
            TensorBytes.Visit(
                tensor,
                (offset, bytes) => new ReadOnlySpan<byte>(source + offset, bytes.Length).CopyTo(bytes)
            );
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static SafetensorsHeader ReadHeader(string path, FileStream stream, out long dataStart)
    {
        const string truncated = "The file is truncated or not a safetensors file; fetch it again.";
        if (stream.Length < LengthBytes)
        {
            throw new WeightsException(path, null, "at least 8 bytes", Bytes(stream.Length), truncated);
        }

        var prefix = new byte[LengthBytes];
        stream.ReadExactly(prefix);
        if (ForeignWeights.Describe(prefix) is { } foreign)
        {
            throw new WeightsException(path, null, "a safetensors file", foreign, ForeignWeights.Remedy);
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader)
        {
            throw new WeightsException(
                path,
                null,
                $"a header of at most {Bytes(LongestHeader)}",
                $"a header length of {length.ToString(CultureInfo.InvariantCulture)}",
                "This is not a safetensors file, or its first bytes are damaged; fetch it again."
            );
        }

        dataStart = LengthBytes + (long)length;
        if (dataStart > stream.Length)
        {
            throw new WeightsException(
                path,
                null,
                $"a header that ends at byte {dataStart.ToString(CultureInfo.InvariantCulture)}",
                $"a file of {Bytes(stream.Length)}",
                truncated
            );
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        return new SafetensorsHeader(path, json, stream.Length - dataStart);
    }

    private static string Bytes(long count) => $"{count.ToString(CultureInfo.InvariantCulture)} bytes";

    /// <summary>The path and the number of tensors.</summary>
    public override string ToString() => $"{Description}, {Counted.Of(Tensors.Count, "tensor")}";
}

using System.IO.Compression;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>A <c>.npz</c> file: a zip file of <c>.npy</c> arrays of floating-point numbers. Pickled objects are refused.</summary>
internal sealed class NumpyArchive : ITensorSource
{
    private const string Extension = ".npy";

    private readonly ArchiveEntries _archive;
    private readonly Dictionary<string, (ZipArchiveEntry Entry, NumpyHeader Header)> _arrays = new(
        StringComparer.Ordinal
    );

    /// <exception cref="WeightsException">The file is missing, damaged, or holds something else.</exception>
    public NumpyArchive(string path)
    {
        _archive = new ArchiveEntries(path);
        try
        {
            foreach (var entry in _archive.All)
            {
                var name = entry.FullName;
                if (
                    !name.EndsWith(Extension, StringComparison.Ordinal)
                    || !_arrays.TryAdd(name[..^Extension.Length], (entry, Header(entry)))
                )
                {
                    throw _archive.Damaged(name, "one .npy array of each name and nothing else", "this entry");
                }
            }
        }
        catch
        {
            _archive.Dispose();
            throw;
        }

        Tensors = _arrays.ToDictionary(
            pair => pair.Key,
            pair => new TensorInfo(pair.Key, pair.Value.Header.Type, pair.Value.Header.Shape),
            StringComparer.Ordinal
        );
    }

    public string Description => _archive.Path;

    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    public Tensor Read(string name, ScalarType? numberType = null, Device? device = null)
    {
        if (!_arrays.TryGetValue(name, out var array))
        {
            throw _archive.Damaged(name, "an array of this name", "none");
        }

        using var scope = NewDisposeScope();
        var (entry, header) = array;
        Tensor? flat = null;
        _archive.Read(
            entry,
            stream =>
            {
                stream.ReadExactly(new byte[header.Length]);
                flat = StoredElements.Read(stream, header.Type, StoredElements.Count(header.Shape)!.Value);
            }
        );
        return flat!.view(header.Shape).to(numberType ?? header.Type).to(device ?? CPU).MoveToOuterDisposeScope();
    }

    public void Dispose() => _archive.Dispose();

    private NumpyHeader Header(ZipArchiveEntry entry)
    {
        var header = _archive.ReadStart(
            entry,
            "a .npy file",
            stream => NumpyHeader.Read(stream, (expected, found) => _archive.Damaged(entry.FullName, expected, found))
        );
        var bytes = (System.Int128?)StoredElements.Count(header.Shape) * SafetensorsType.Size(header.Type);
        return bytes + header.Length == entry.Length
            ? header
            : throw _archive.Damaged(
                entry.FullName,
                FormattableString.Invariant($"the {entry.Length - header.Length} bytes of an array that it declares"),
                $"a shape of {TensorInfo.Text(header.Shape)}"
            );
    }
}

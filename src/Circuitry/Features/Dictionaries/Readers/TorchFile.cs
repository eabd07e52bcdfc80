using System.IO.Compression;
using System.Text;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// A file that <c>torch.save</c> wrote of a state dictionary: a zip file with a pickle that says which tensor lies where,
/// and the numbers. The pickle is read by <see cref="TorchPickle"/>, which makes tensors and runs nothing.
/// </summary>
internal sealed class TorchFile : ITensorSource
{
    private const long LargestPickle = 1 << 24;
    private const long LargestByteOrder = 64;

    private readonly ArchiveEntries _archive;
    private readonly string _root;
    private readonly IReadOnlyDictionary<string, PickledTensor> _tensors;

    /// <exception cref="WeightsException">The file is missing, damaged, or holds anything but tensors.</exception>
    public TorchFile(string path)
    {
        _archive = new ArchiveEntries(path);
        try
        {
            var pickle = Pickle();
            _root = pickle.FullName[..^"data.pkl".Length];
            CheckByteOrder();
            _tensors = TorchPickle.Read(
                _archive.ReadAll(pickle, LargestPickle),
                (expected, found) => _archive.Damaged(pickle.FullName, expected, found)
            );
            foreach (var (name, tensor) in _tensors)
            {
                Check(name, tensor);
            }
        }
        catch
        {
            _archive.Dispose();
            throw;
        }

        Tensors = _tensors.ToDictionary(
            pair => pair.Key,
            pair => new TensorInfo(pair.Key, pair.Value.Storage.Type, pair.Value.Shape),
            StringComparer.Ordinal
        );
    }

    public string Description => _archive.Path;

    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    public Tensor Read(string name, ScalarType? numberType = null, Device? device = null)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw _archive.Damaged(name, "a tensor of this name", "none");
        }

        using var scope = NewDisposeScope();
        var storage = tensor.Storage;
        Tensor? flat = null;
        _archive.Read(
            StorageOf(name, storage)!,
            stream => flat = StoredElements.Read(stream, storage.Type, storage.Count)
        );
        return flat!
            .as_strided(tensor.Shape, tensor.Strides, tensor.Offset)
            .contiguous()
            .to(numberType ?? storage.Type)
            .to(device ?? CPU)
            .MoveToOuterDisposeScope();
    }

    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry Pickle() =>
        _archive.All.Where(entry => entry.FullName.Split('/') is [_, "data.pkl"]).ToArray() switch
        {
            [var only] => only,
            [] => throw _archive.Damaged(
                null,
                "data.pkl, as torch.save has written since version 1.6",
                "none; load it in PyTorch and save it again"
            ),
            [var one, var other, ..] => throw _archive.Damaged(
                other.FullName,
                $"one data.pkl, {one.FullName}",
                "another"
            ),
        };

    private void CheckByteOrder()
    {
        if (_archive.All.FirstOrDefault(entry => entry.FullName == _root + "byteorder") is { } entry)
        {
            var order = Encoding.ASCII.GetString(_archive.ReadAll(entry, LargestByteOrder));
            if (order != "little")
            {
                throw _archive.Damaged(entry.FullName, "little-endian numbers", order);
            }
        }
    }

    private ZipArchiveEntry StorageOf(string name, PickledStorage storage) =>
        _archive.All.FirstOrDefault(entry => entry.FullName == $"{_root}data/{storage.Key}")
        ?? throw _archive.Damaged(name, $"its numbers in data/{storage.Key}", "no such entry");

    private void Check(string name, PickledTensor tensor)
    {
        var entry = StorageOf(name, tensor.Storage);
        if ((System.Int128)tensor.Storage.Count * SafetensorsType.Size(tensor.Storage.Type) != entry.Length)
        {
            throw _archive.Damaged(
                name,
                FormattableString.Invariant($"{tensor.Storage.Count} numbers of type {tensor.Storage.Type}"),
                FormattableString.Invariant($"{entry.Length} bytes")
            );
        }

        if (!tensor.LiesInStorage)
        {
            throw _archive.Damaged(
                name,
                FormattableString.Invariant($"a tensor within its {tensor.Storage.Count} numbers"),
                FormattableString.Invariant(
                    $"shape {TensorInfo.Text(tensor.Shape)}, strides {TensorInfo.Text(tensor.Strides)}, offset {tensor.Offset}"
                )
            );
        }
    }
}

using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Files as torch.save writes them.</summary>
internal static class TorchFiles
{
    /// <summary>A state dictionary, each tensor in a storage of its own.</summary>
    public static string Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var pickle = HandPickle.StateDictionary();
        var entries = new List<(string, byte[])>();
        for (var i = 0; i < tensors.Count; i++)
        {
            var (name, tensor) = tensors[i];
            using var contiguous = tensor.contiguous();
            var key = FormattableString.Invariant($"{i}");
            var strides = contiguous.stride().Select(stride => (int)stride).ToArray();
            pickle.Tensor(
                name,
                Storage(tensor.dtype),
                key,
                (int)tensor.NumberOfElements,
                [.. tensor.shape.Select(size => (int)size)],
                strides
            );
            entries.Add(($"ae/data/{key}", contiguous.bytes.ToArray()));
        }

        return Write(path, pickle.EndWithVersions(), [.. entries]);
    }

    public static string Write(string path, byte[] pickle, params (string Name, byte[] Bytes)[] entries) =>
        StoredZip.Write(
            path,
            [
                ("ae/data.pkl", pickle),
                ("ae/byteorder", StoredZip.Ascii("little")),
                .. entries,
                ("ae/version", StoredZip.Ascii("3\n")),
            ]
        );

    private static string Storage(ScalarType type) =>
        type switch
        {
            ScalarType.Float64 => "DoubleStorage",
            ScalarType.Float16 => "HalfStorage",
            ScalarType.BFloat16 => "BFloat16Storage",
            ScalarType.Int64 => "LongStorage",
            ScalarType.Int32 => "IntStorage",
            _ => "FloatStorage",
        };
}

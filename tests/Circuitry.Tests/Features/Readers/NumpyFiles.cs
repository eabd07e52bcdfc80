using System.IO.Compression;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Files as NumPy writes them.</summary>
internal static class NumpyFiles
{
    public static byte[] Array(string type, bool fortran, string shape, byte[] data, byte version = 1)
    {
        var text = $"{{'descr': {type}, 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        var sizeBytes = version == 1 ? 2 : 4;
        var padded = text.PadRight(((8 + sizeBytes + text.Length + 1 + 63) / 64 * 64) - 9 - sizeBytes) + "\n";
        var size = BitConverter.GetBytes(padded.Length)[..sizeBytes];
        return [0x93, .. StoredZip.Ascii("NUMPY"), version, 0, .. size, .. StoredZip.Ascii(padded), .. data];
    }

    public static byte[] Array(Tensor tensor, byte version = 1)
    {
        using var contiguous = tensor.contiguous();
        var type = tensor.dtype switch
        {
            ScalarType.Float64 => "'<f8'",
            ScalarType.Float16 => "'<f2'",
            _ => "'<f4'",
        };
        var shape =
            tensor.ndim == 1
                ? FormattableString.Invariant($"({tensor.shape[0]},)")
                : $"({string.Join(", ", tensor.shape)})";
        return Array(type, false, shape, contiguous.bytes.ToArray(), version);
    }

    public static string Write(
        string path,
        IEnumerable<(string Name, Tensor Tensor)> tensors,
        byte version = 1,
        CompressionLevel level = CompressionLevel.NoCompression
    ) => StoredZip.Write(path, tensors.Select(pair => (pair.Name + ".npy", Array(pair.Tensor, version))), level);
}

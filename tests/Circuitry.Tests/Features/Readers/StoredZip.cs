using System.IO.Compression;
using System.Text;

namespace Circuitry.Tests;

/// <summary>Zip files from bytes.</summary>
internal static class StoredZip
{
    public static string Write(
        string path,
        IEnumerable<(string Name, byte[] Bytes)> entries,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = zip.CreateEntry(name, level).Open();
            stream.Write(bytes);
        }

        return path;
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}

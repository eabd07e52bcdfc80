using System.Buffers.Binary;
using System.Text;

namespace Circuitry.Tests;

/// <summary>Safetensors files byte by byte, so that tests can say what the product's own writer would not.</summary>
internal static class RawSafetensors
{
    public static byte[] Bytes(string header, params byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        data.CopyTo(file, 8 + json.Length);
        return file;
    }

    public static string Write(TemporaryFolder folder, byte[] bytes, string name = "model.safetensors")
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }
}

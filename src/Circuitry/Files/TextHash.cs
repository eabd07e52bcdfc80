using System.Security.Cryptography;
using System.Text;

namespace Circuitry.Files;

/// <summary>The hash by which results and checkpoints recognise texts.</summary>
internal static class TextHash
{
    /// <summary>SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

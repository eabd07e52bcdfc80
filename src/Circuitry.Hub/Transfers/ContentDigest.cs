using System.Security.Cryptography;
using System.Text;

namespace Circuitry.Hub;

/// <summary>
/// The digest by which the hub names a content, taken as the bytes arrive: SHA-256 of large files, and Git's SHA-1 of small ones, which
/// begins with their size.
/// </summary>
internal sealed class ContentDigest : IDisposable
{
    private const int LettersOfSha256 = 64;
    private const int LettersOfSha1 = 40;

    private readonly IncrementalHash _hash;
    private readonly byte[] _start;

    public ContentDigest(HubFile file)
    {
        var isLarge = file.Digest.Length == LettersOfSha256;
        _hash = IncrementalHash.CreateHash(isLarge ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        _start = isLarge ? [] : Encoding.ASCII.GetBytes(FormattableString.Invariant($"blob {file.Size}\0"));
        _hash.AppendData(_start);
    }

    /// <summary>The digest of what was added.</summary>
    public string Value => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Whether a text is a digest that can be checked.</summary>
    public static bool IsKnown(string? text) =>
        text is { Length: LettersOfSha256 or LettersOfSha1 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Forgets what was added.</summary>
    public void Restart()
    {
        _hash.GetHashAndReset();
        _hash.AppendData(_start);
    }

    public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public void Dispose() => _hash.Dispose();
}

namespace Circuitry.Hub;

/// <summary>A file of a model at a commit.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="Digest">SHA-256 of the content in 64 digits, or the SHA-1 that Git gives it in 40.</param>
internal sealed record HubFile(string Path, long Size, string Digest);

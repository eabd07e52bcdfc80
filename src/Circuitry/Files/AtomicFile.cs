using System.Text;

namespace Circuitry.Files;

/// <summary>Writes files atomically: to a temporary file alongside, which is then renamed, so that a path never holds half a file.</summary>
/// <remarks>
/// The temporary file is <c>path.partial</c>. A process that is killed leaves it, and the next write of the same path replaces it.
/// Two processes cannot write one path at once: the second is refused.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>The ending of a temporary file's name.</summary>
    public const string Partial = ".partial";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8 without a byte order mark; creates the folder.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is protected.</exception>
    public static void WriteAllText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        Write(path, stream => stream.Write(Utf8.GetBytes(text)));
    }

    /// <summary>Writes bytes into a folder that exists.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is protected.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + Partial;
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                // While it is ours: another process may begin as soon as it is closed.
                File.Delete(partial);
                throw;
            }
        }

        try
        {
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}

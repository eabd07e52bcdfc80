using System.Text;

namespace Circuitry;

/// <summary>Writes files beside their path and renames them, so that the path never holds half a file.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8 without a byte order mark; makes the folder if there is none.</summary>
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
        var beside = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var stream = File.Create(beside))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            // Without the folder there is nothing to remove, and removing would hide why writing failed.
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }
}

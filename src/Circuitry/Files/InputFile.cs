using System.Text;
using System.Text.Json;

namespace Circuitry.Files;

/// <summary>
/// The only way to read a file that a user named: regular files of a bounded size, in UTF-8. Whatever else is there is refused
/// before it is read.
/// </summary>
/// <remarks>
/// A path can name a pipe or a device, from which reading never ends. The system gives them the length 0, as it does empty
/// files, and nothing that is read here can be empty: so no file of length 0 is ever opened.
/// </remarks>
internal static class InputFile
{
    private const string Again = "Mend the file or fetch it again.";
    private const long LongestPointer = 1024;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Makes sure that there is a regular file with something in it, so that it can be opened.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that are read.</param>
    /// <param name="fail">Makes the reader's own exception of what is wrong.</param>
    public static void Check(string path, long most, Func<FileFault, Exception> fail)
    {
        FileFault? fault;
        try
        {
            fault = Fault(path, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = Unreadable(path, e);
        }

        if (fault is not null)
        {
            throw fail(fault);
        }
    }

    /// <summary>A file opened for reading.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static FileStream Open(string path, long most, Func<FileFault, Exception> fail)
    {
        Check(path, most, fail);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw fail(Unreadable(path, e));
        }
    }

    /// <summary>All bytes of a file.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static byte[] Bytes(string path, long most, Func<FileFault, Exception> fail)
    {
        Check(path, most, fail);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw fail(Unreadable(path, e));
        }
    }

    /// <summary>A file as text: UTF-8, with or without a byte order mark.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static string Text(string path, long most, Func<FileFault, Exception> fail) =>
        Decode(path, Bytes(path, most, fail), fail);

    /// <summary>A file as JSON in which no name comes twice and every text is valid Unicode.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static JsonDocument Json(string path, long most, Func<FileFault, Exception> fail) =>
        Parsed(path, JsonBytes(path, most, fail), fail);

    /// <summary>A file as the bytes of JSON in which every text is valid Unicode.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static ReadOnlyMemory<byte> JsonBytes(string path, long most, Func<FileFault, Exception> fail) =>
        JsonText.Checked(path, WithoutMark(path, Bytes(path, most, fail), fail), fail);

    /// <summary>
    /// A file as JSON in which no name comes twice. Text that is not valid Unicode gets U+FFFD in the places at fault; for files
    /// of which only some fields are read, each against known words.
    /// </summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static JsonDocument LenientJson(string path, long most, Func<FileFault, Exception> fail) =>
        Parsed(path, JsonText.Repaired(WithoutMark(path, Bytes(path, most, fail), fail).Span), fail);

    /// <summary>
    /// A file as a value: JSON in which no name comes twice, every text is valid Unicode, and no list has a null in it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that are read.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="fail">Makes the reader's own exception of what is wrong.</param>
    /// <exception cref="JsonException">It is JSON of something else; readers say what they expected.</exception>
    public static T Value<T>(string path, long most, JsonSerializerOptions options, Func<FileFault, Exception> fail)
        where T : class => JsonText.Value<T>(JsonBytes(path, most, fail), options);

    /// <summary>Bytes as text, in UTF-8.</summary>
    /// <param name="path">Where they are from.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fail">Makes the reader's own exception of what is wrong.</param>
    public static string Decode(string path, ReadOnlyMemory<byte> bytes, Func<FileFault, Exception> fail)
    {
        try
        {
            return Strict.GetString(WithoutMark(path, bytes, fail).Span);
        }
        catch (DecoderFallbackException e)
        {
            throw fail(
                new FileFault(
                    path,
                    "text in UTF-8",
                    FormattableString.Invariant(
                        $"byte 0x{e.BytesUnknown?[0] ?? 0:X2}, which is none, {Place(bytes.Span, e.Index)}"
                    ),
                    "Save the file as UTF-8.",
                    e
                )
            );
        }
    }

    /// <summary>Bytes without the mark with which some programs begin UTF-8.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(
        string path,
        ReadOnlyMemory<byte> bytes,
        Func<FileFault, Exception> fail
    ) =>
        bytes.Span switch
        {
            [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
            [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] => throw fail(
                new FileFault(path, "text in UTF-8", "the byte order mark of UTF-16", "Save the file as UTF-8.")
            ),
            _ => bytes,
        };

    /// <summary>Where a byte stands, in words.</summary>
    internal static string Place(ReadOnlySpan<byte> bytes, long index)
    {
        var before = bytes[..(int)Math.Clamp(index, 0, bytes.Length)];
        return FormattableString.Invariant(
            $"in line {before.Count((byte)'\n') + 1}, byte {before.Length - before.LastIndexOf((byte)'\n')}"
        );
    }

    private static JsonDocument Parsed(string path, ReadOnlyMemory<byte> text, Func<FileFault, Exception> fail)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw fail(new FileFault(path, "JSON that gives each name once", e.Message, Again, e));
        }
    }

    private static FileFault? Fault(string path, long most)
    {
        if (Directory.Exists(path))
        {
            return new FileFault(path, "a file", "a folder", "Give the path of the file.");
        }

        var info = path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) ? new FileInfo(path) : null;
        if (info?.LinkTarget is { } target && info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
        {
            return new FileFault(
                path,
                "a file",
                $"a link to {target}, where there is none",
                "Fetch the file that the link points to, or give the path of another."
            );
        }

        if (info?.Exists != true)
        {
            return new FileFault(path, "a file", "no such file", "Check the path.");
        }

        // A link's own length is that of its text.
        var end = info.LinkTarget is null
            ? info
            : new FileInfo(info.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        if (end.Length == 0)
        {
            return new FileFault(
                path,
                "a file with something in it",
                "nothing: it is empty, or a pipe or device, which are not read",
                "Save what it gives as a file, and give the path of that."
            );
        }

        if (end.Length > most)
        {
            return new FileFault(
                path,
                FormattableString.Invariant($"at most {most} bytes"),
                FormattableString.Invariant($"{end.Length}"),
                "Check that this is the file you mean."
            );
        }

        return end.Length <= LongestPointer && IsPointer(path)
            ? new FileFault(
                path,
                "the file itself",
                "a pointer of git-lfs to it",
                "Fetch what it points to with 'git lfs pull', or download the file again."
            )
            : null;
    }

    private static bool IsPointer(string path)
    {
        var pointer = "version https://git-lfs"u8;
        Span<byte> start = stackalloc byte[pointer.Length];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual(pointer);
    }

    private static FileFault Unreadable(string path, Exception e) =>
        new(path, "a file that can be read", e.Message, "Check who may read it.", e);
}

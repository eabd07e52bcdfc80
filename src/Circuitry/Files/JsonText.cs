using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Circuitry.Files;

/// <summary>
/// Finds text in JSON files that no .NET string can hold: bytes that are not UTF-8, and escapes of half a surrogate pair. The platform
/// finds either only when a text is asked for, with an exception that names no file.
/// </summary>
internal static class JsonText
{
    private const string Again = "Mend the file or fetch it again.";

    /// <summary>The JSON itself, once every text in it is known to be valid Unicode.</summary>
    /// <param name="path">The file, or the file and the row.</param>
    /// <param name="json">The bytes.</param>
    /// <param name="fail">Makes the reader's own exception of what is wrong.</param>
    public static ReadOnlyMemory<byte> Checked(string path, ReadOnlyMemory<byte> json, Func<FileFault, Exception> fail)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsPlain(ref reader))
                {
                    Require(ref reader, path, json, fail);
                }
            }
        }
        catch (JsonException e)
        {
            throw fail(new FileFault(path, "JSON", e.Message, Again, e));
        }

        return json;
    }

    /// <summary>The JSON with U+FFFD where its text is not valid Unicode.</summary>
    public static ReadOnlyMemory<byte> Repaired(ReadOnlySpan<byte> json)
    {
        // The platform's decoder writes U+FFFD for bytes that are not UTF-8; escapes are left.
        var text = Encoding.UTF8.GetString(json).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            if (!IsEscape(text, i, 0xD800, 0xDFFF))
            {
                i++;
            }
            else if (IsEscape(text, i, 0xD800, 0xDBFF) && IsEscape(text, i + 6, 0xDC00, 0xDFFF))
            {
                i += 11;
            }
            else
            {
                "FFFD".CopyTo(text.AsSpan(i + 2));
                i += 5;
            }
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>JSON as a value; a null in a list is none, which the serializer itself would let pass.</summary>
    /// <exception cref="JsonException">It is JSON of something else; the exception says where.</exception>
    public static T Value<T>(ReadOnlyMemory<byte> json, JsonSerializerOptions options)
        where T : class
    {
        T value;
        try
        {
            value = JsonSerializer.Deserialize<T>(json.Span, options) ?? throw new JsonException("the file says null");
        }
        catch (JsonException e)
        {
            throw JsonWords.Of(e, typeof(T), options);
        }

        RequireNoNulls(json.Span);
        return value;
    }

    private static void RequireNoNulls(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        // Of every object or list that is open the name of the member, or the number of the element.
        var path = new Stack<(string? Name, int Element)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                path.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path.Pop();
                path.Push((reader.GetString(), 0));
                continue;
            }

            if (path.TryPeek(out var at) && at.Name is null)
            {
                path.Pop();
                path.Push((null, at.Element + 1));
                if (reader.TokenType == JsonTokenType.Null)
                {
                    throw new JsonException("a list has null in it", Text(path), null, null);
                }
            }

            if (reader.TokenType == JsonTokenType.StartObject)
            {
                path.Push(("", 0));
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                path.Push((null, -1));
            }
        }
    }

    private static string Text(Stack<(string? Name, int Element)> path) =>
        "$"
        + string.Concat(
            path.Reverse()
                .Select(at => at.Name is { } name ? $".{name}" : FormattableString.Invariant($"[{at.Element}]"))
        );

    private static bool IsPlain(ref Utf8JsonReader reader) => !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan);

    private static void Require(
        ref Utf8JsonReader reader,
        string path,
        ReadOnlyMemory<byte> json,
        Func<FileFault, Exception> fail
    )
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw fail(
                new FileFault(
                    path,
                    "text in valid Unicode",
                    $"bytes or escapes that are none, in the text that begins {InputFile.Place(json.Span, reader.TokenStartIndex)}",
                    "Save the file as UTF-8, with whole surrogate pairs where characters are escaped.",
                    e
                )
            );
        }
    }

    /// <summary>Whether the escape of a UTF-16 unit in a range begins at a place.</summary>
    private static bool IsEscape(ReadOnlySpan<char> text, int at, int from, int to) =>
        at + 6 <= text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && int.TryParse(
            text[(at + 2)..(at + 6)],
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
        && unit >= from
        && unit <= to;
}

using System.Globalization;
using System.Text;

namespace Circuitry.Generators;

/// <summary>Reads JSON (RFC 8259, nothing more) into dictionaries, lists, strings, doubles, bools and nulls.</summary>
/// <remarks>
/// A reader of its own, because a generator that brings a package along must bring it into every compiler. It accepts what the
/// runtime accepts: objects and lists in each other up to a depth of 64, half surrogate pairs as U+FFFD, and numbers that are too
/// large as infinity, which whoever uses the number refuses with the field's name.
/// </remarks>
internal sealed class Json
{
    private const int MaximalDepth = 64;
    private readonly string _text;
    private int _at;

    private Json(string text) => _text = text;

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static object? Parse(string text)
    {
        var reader = new Json(text);
        var value = reader.Value(0);
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Unexpected("the end");
    }

    private object? Value(int depth)
    {
        SkipSpace();
        if (depth == MaximalDepth && Peek() is '{' or '[')
        {
            throw Error("values are nested too deeply");
        }

        return Peek() switch
        {
            '{' => Object(depth),
            '[' => Array(depth),
            '"' => Text(),
            't' => Word("true", true),
            'f' => Word("false", false),
            'n' => Word("null", null),
            '-' or (>= '0' and <= '9') => Number(),
            _ => throw Unexpected("a value"),
        };
    }

    private Dictionary<string, object?> Object(int depth)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var _ in Items('{', '}'))
        {
            if (Peek() != '"')
            {
                throw Unexpected("a field name in quotes");
            }

            var name = Text();
            SkipSpace();
            Expect(':');
            if (fields.ContainsKey(name))
            {
                throw Error($"the field '{name}' is given twice");
            }

            fields.Add(name, Value(depth + 1));
        }

        return fields;
    }

    private List<object?> Array(int depth)
    {
        var items = new List<object?>();
        foreach (var _ in Items('[', ']'))
        {
            items.Add(Value(depth + 1));
        }

        return items;
    }

    // Yields once in front of each item; the caller reads it.
    private IEnumerable<int> Items(char open, char close)
    {
        Expect(open);
        SkipSpace();
        if (Peek() == close)
        {
            _at++;
            yield break;
        }

        for (var index = 0; ; index++)
        {
            SkipSpace();
            yield return index;
            SkipSpace();
            if (Peek() == close)
            {
                _at++;
                yield break;
            }

            if (Peek() != ',')
            {
                throw Unexpected($"',' or '{close}'");
            }

            _at++;
        }
    }

    private string Text()
    {
        Expect('"');
        var text = new StringBuilder();
        while (Peek() is var letter && letter != '"')
        {
            if (letter is null or < ' ')
            {
                throw Unexpected("the end of a string");
            }

            _at++;
            text.Append(letter == '\\' ? Escaped() : letter.Value);
        }

        _at++;
        return WithoutHalfPairs(text);
    }

    private static string WithoutHalfPairs(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\ufffd';
            }
        }

        return text.ToString();
    }

    private char Escaped()
    {
        var letter = Peek();
        _at++;
        switch (letter)
        {
            case '"' or '\\' or '/':
                return letter.Value;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                var code = 0;
                for (var i = 0; i < 4; i++)
                {
                    code = (code * 16) + HexDigit();
                }

                return (char)code;
            default:
                _at--;
                throw Unexpected("an escape");
        }
    }

    private int HexDigit()
    {
        var digit = Peek() switch
        {
            >= '0' and <= '9' and var c => c - '0',
            >= 'a' and <= 'f' and var c => c - 'a' + 10,
            >= 'A' and <= 'F' and var c => c - 'A' + 10,
            _ => throw Unexpected("a hexadecimal digit"),
        };
        _at++;
        return digit;
    }

    private object Number()
    {
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        if (Peek() == '0')
        {
            _at++;
        }
        else
        {
            Digits();
        }

        if (Peek() == '.')
        {
            _at++;
            Digits();
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
            {
                _at++;
            }

            Digits();
        }

        var digits = _text.Substring(start, _at - start);
        // Some frameworks parse what is too large as infinity, others not at all.
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : digits[0] == '-' ? double.NegativeInfinity
            : double.PositiveInfinity;
    }

    private void Digits()
    {
        if (Peek() is not (>= '0' and <= '9'))
        {
            throw Unexpected("a digit");
        }

        while (Peek() is >= '0' and <= '9')
        {
            _at++;
        }
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Unexpected("a value");
        }

        _at += word.Length;
        return value;
    }

    private void Expect(char letter)
    {
        if (Peek() != letter)
        {
            throw Unexpected($"'{letter}'");
        }

        _at++;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private char? Peek() => _at < _text.Length ? _text[_at] : null;

    private JsonException Unexpected(string expected) =>
        Error($"expected {expected} and found {(Peek() is { } found ? $"'{found}'" : "the end")}");

    private JsonException Error(string problem)
    {
        var before = _text.Substring(0, Math.Min(_at, _text.Length));
        int line = before.Count(letter => letter == '\n') + 1,
            column = before.Length - before.LastIndexOf('\n');
        return new JsonException(FormattableString.Invariant($"line {line}, column {column}: ") + problem);
    }
}

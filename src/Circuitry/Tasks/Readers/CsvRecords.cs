using System.Text;

namespace Circuitry.Datasets;

/// <summary>
/// Splits comma-separated text as RFC 4180 defines it. A quote inside a value that starts with none stands for itself, as in what
/// most programs write and read.
/// </summary>
internal sealed class CsvRecords
{
    private readonly string _path;
    private readonly string _text;
    private readonly StringBuilder _value = new();
    private int _at;
    private int _number = -1; // of the record, the header before the first

    private CsvRecords(string path, string text)
    {
        _path = path;
        _text = text;
    }

    /// <summary>The records; lines with nothing in them are none.</summary>
    /// <exception cref="PromptException">A quoted value has no end, or has something behind its end; or there is a NUL.</exception>
    public static IEnumerable<IReadOnlyList<string>> Of(string path, string text)
    {
        var records = new CsvRecords(path, text);
        while (records._at < text.Length)
        {
            if (!records.SkipBlankLine())
            {
                yield return records.Next();
                records._number++;
            }
        }
    }

    private char? Current => _at < _text.Length ? _text[_at] : null;

    private bool IsLineEnd => Current is null or '\n' or '\r';

    private List<string> Next()
    {
        var record = new List<string> { Value() };
        while (Current == ',')
        {
            _at++;
            record.Add(Value());
        }

        SkipLineEnd();
        return record;
    }

    private string Value()
    {
        _value.Clear();
        if (Current == '"')
        {
            Quoted();
        }
        else
        {
            for (; !IsLineEnd && Current != ','; _at++)
            {
                Append(_text[_at]);
            }
        }

        return _value.ToString();
    }

    private void Quoted()
    {
        for (_at++; Current is { } character; _at++)
        {
            if (character != '"')
            {
                Append(character);
                continue;
            }

            _at++;
            if (Current == '"')
            {
                Append('"');
                continue;
            }

            if (!IsLineEnd && Current != ',')
            {
                throw Fault(
                    $"behind the quote that ends a value stands '{Current}'; write a quote inside a value twice"
                );
            }

            return;
        }

        throw Fault("a value starts with a quote and has no quote at its end");
    }

    private void Append(char character)
    {
        if (character == '\0')
        {
            throw Fault("a value has the character NUL in it; save the file as text");
        }

        _value.Append(character);
    }

    private bool SkipBlankLine()
    {
        var end = _at;
        while (end < _text.Length && _text[end] is not ('\n' or '\r'))
        {
            if (!char.IsWhiteSpace(_text[end]))
            {
                return false;
            }

            end++;
        }

        _at = end;
        SkipLineEnd();
        return true;
    }

    private void SkipLineEnd()
    {
        _at += _text.AsSpan(_at) switch
        {
            ['\r', '\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
    }

    private PromptException Fault(string what) =>
        new(_number < 0 ? $"{_path}, header: {what}" : FormattableString.Invariant($"{_path}, row {_number}: {what}"));
}

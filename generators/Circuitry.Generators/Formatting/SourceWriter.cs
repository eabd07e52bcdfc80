using System.Text;

namespace Circuitry.Generators;

/// <summary>Writes indented lines, each ended by one line feed on every platform.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _opened;

    /// <summary>Writes an empty line.</summary>
    public void WriteLine() => WriteLine("");

    /// <summary>Writes a block of lines, each behind the current indentation; empty lines stay empty.</summary>
    public void WriteLine(string block)
    {
        _opened = false;
        foreach (var line in block.Split('\n'))
        {
            var content = line.TrimEnd('\r', ' ');
            if (content.Length > 0)
            {
                _text.Append(' ', _depth * IndentWidth).Append(content);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a member, with an empty line between it and the one before.</summary>
    public void WriteMember(string block)
    {
        Separate();
        WriteLine(block);
    }

    /// <summary>Writes an empty line, unless a block has just been opened.</summary>
    public void Separate()
    {
        if (!_opened)
        {
            WriteLine();
        }
    }

    /// <summary>Writes a header and an opening brace, and indents.</summary>
    public void Open(string header)
    {
        WriteLine(header);
        WriteLine("{");
        _depth++;
        _opened = true;
    }

    /// <summary>Closes what <see cref="Open"/> opened.</summary>
    /// <param name="after">The text after the brace on its line.</param>
    public void Close(string after = "")
    {
        _depth--;
        WriteLine("}" + after);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        _depth == 0 ? _text.ToString() : throw new InvalidOperationException("a block is still open");
}

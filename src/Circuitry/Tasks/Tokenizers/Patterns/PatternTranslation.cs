using System.Text;

namespace Circuitry.Datasets;

/// <summary>
/// Writes what Oniguruma has and .NET lacks as .NET has it: a class in a class, which is a union, and quantifiers that give nothing
/// back, which are groups that do not.
/// </summary>
internal sealed class PatternTranslation
{
    private readonly string _pattern;
    private readonly StringBuilder _made;

    // Where in what is made each open group starts.
    private readonly Stack<int> _groups = [];

    // Where in what is made the last thing starts that a quantifier can stand behind.
    private int _atom;
    private int _at;

    private PatternTranslation(string pattern)
    {
        _pattern = pattern;
        _made = new StringBuilder(pattern.Length);
    }

    /// <summary>The pattern as .NET has it.</summary>
    public static string Translate(string pattern)
    {
        var translation = new PatternTranslation(pattern);
        while (translation._at < pattern.Length)
        {
            translation.Step();
        }

        return translation._made.ToString();
    }

    private void Step()
    {
        switch (_pattern[_at])
        {
            case '[':
                _atom = _made.Length;
                Class();
                break;
            case '(':
                _groups.Push(_made.Length);
                Take(1);
                break;
            case ')':
                _atom = _groups.Count > 0 ? _groups.Pop() : _made.Length;
                Take(1);
                break;
            case '?' or '*' or '+' when _made.Length > 0 && _made[^1] != '(':
                Quantifier();
                break;
            default:
                _atom = _made.Length;
                Take(PatternEscape.LengthAt(_pattern, _at));
                break;
        }
    }

    private void Quantifier()
    {
        Take(1);
        if (_at < _pattern.Length && _pattern[_at] == '+')
        {
            _made.Insert(_atom, "(?>").Append(')');
            _at++;
        }
        else if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            Take(1);
        }
    }

    private void Class()
    {
        var depth = 0;
        do
        {
            switch (_pattern[_at])
            {
                case '[':
                    if (depth++ == 0)
                    {
                        Take(1);
                        // What a class excludes, and a bracket that is its first character.
                        Take(At('^') ? 1 : 0);
                        if (At(']'))
                        {
                            _made.Append('\\');
                            Take(1);
                        }
                    }
                    else
                    {
                        _at++;
                    }

                    break;
                case ']':
                    Take(--depth == 0 ? 1 : 0);
                    _at += depth == 0 ? 0 : 1;
                    break;
                default:
                    Take(PatternEscape.LengthAt(_pattern, _at));
                    break;
            }
        } while (depth > 0 && _at < _pattern.Length);
    }

    private bool At(char character) => _at < _pattern.Length && _pattern[_at] == character;

    private void Take(int length)
    {
        _made.Append(_pattern, _at, length);
        _at += length;
    }
}

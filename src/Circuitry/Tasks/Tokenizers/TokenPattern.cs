using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Circuitry;

/// <summary>A pattern that cuts text into its matches and what lies between them.</summary>
internal sealed class TokenPattern
{
    /// <summary>GPT-2's pattern, which byte-level tokenizers use unless they say otherwise.</summary>
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    // What Oniguruma, for which these patterns are written, reads otherwise than .NET does, which would not say so.
    private static readonly string[] ReadOtherwise = ["[:", "&&", @"\w", @"\W", @"\b", @"\B", "$"];

    private readonly Regex _regex;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern has something that is not read, or that means something else here.</exception>
    public TokenPattern(string pattern)
    {
        if (Array.Find(ReadOtherwise, construct => pattern.Contains(construct, StringComparison.Ordinal)) is { } found)
        {
            throw new ArgumentException($"'{found}' means something else here than where patterns are written");
        }

        _regex = new Regex(pattern, RegexOptions.CultureInvariant);
    }

    /// <summary>A pattern of a text as it stands.</summary>
    public static TokenPattern Literally(string text) => new(Regex.Escape(text));

    /// <summary>The pieces of a text, in order; together they are the text.</summary>
    public IEnumerable<string> Split(string text)
    {
        // .NET matches UTF-16 units: a character of two of them is matched as one of its kind that has one.
        var astral = text.Any(char.IsSurrogate);
        var (matched, starts) = astral ? StandIns(text) : (text, null);
        var done = 0;
        foreach (Match match in _regex.Matches(matched))
        {
            int start = starts?[match.Index] ?? match.Index,
                end = starts?[match.Index + match.Length] ?? match.Index + match.Length;
            if (start > done)
            {
                yield return text[done..start];
            }

            if (end > start)
            {
                yield return text[start..end];
            }

            done = Math.Max(done, end);
        }

        if (done < text.Length)
        {
            yield return text[done..];
        }
    }

    private static (string Text, int[] Starts) StandIns(string text)
    {
        var matched = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; )
        {
            starts.Add(i);
            var whole = Rune.TryGetRuneAt(text, i, out var rune) && !rune.IsBmp;
            matched.Append(whole ? StandIn(Rune.GetUnicodeCategory(rune)) : text[i]);
            i += whole ? 2 : 1;
        }

        starts.Add(text.Length);
        return (matched.ToString(), [.. starts]);
    }

    private static char StandIn(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.UppercaseLetter => '\u00C0',
            UnicodeCategory.LowercaseLetter => '\u00E0',
            UnicodeCategory.TitlecaseLetter => '\u01C5',
            UnicodeCategory.ModifierLetter => '\u02B0',
            UnicodeCategory.OtherLetter => '\u01BB',
            UnicodeCategory.NonSpacingMark => '\u0300',
            UnicodeCategory.SpacingCombiningMark => '\u0903',
            UnicodeCategory.EnclosingMark => '\u0488',
            UnicodeCategory.DecimalDigitNumber => '\u0660',
            UnicodeCategory.LetterNumber => '\u16EE',
            UnicodeCategory.OtherNumber => '\u00B2',
            UnicodeCategory.DashPunctuation => '\u2010',
            UnicodeCategory.OtherPunctuation => '\u00A7',
            UnicodeCategory.MathSymbol => '\u00AC',
            UnicodeCategory.ModifierSymbol => '\u02C2',
            UnicodeCategory.CurrencySymbol => '\u00A2',
            UnicodeCategory.Format => '\u00AD',
            UnicodeCategory.PrivateUse => '\uE000',
            UnicodeCategory.OtherNotAssigned => '\u0378',
            _ => '\u00A6',
        };
}

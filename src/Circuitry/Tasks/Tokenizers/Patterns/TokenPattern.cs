using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Circuitry.Datasets;

/// <summary>A pattern that cuts text into its matches and what lies between them.</summary>
internal sealed class TokenPattern
{
    /// <summary>GPT-2's pattern, which byte-level tokenizers use unless they say otherwise.</summary>
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const int LongestPattern = 10_000;

    private readonly Regex _regex;
    private readonly PatternSource _source;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern has something that is not read, or that means something else here.</exception>
    public TokenPattern(string pattern, PatternSource source)
    {
        if (pattern.Length > LongestPattern)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"it has {pattern.Length} characters, and at most {LongestPattern} are read"
                )
            );
        }

        if ((PatternDialect.Difference(pattern) ?? PatternCase.Difference(pattern)) is { } found)
        {
            throw new ArgumentException($"'{found}' means something else here than where patterns are written");
        }

        _regex = Make(PatternCase.Fold(PatternTranslation.Translate(pattern)));
        _source = source;
    }

    /// <summary>A pattern of a text as it stands.</summary>
    public static TokenPattern Literally(string text, PatternSource source) => new(Regex.Escape(text), source);

    /// <summary>The parts of a text, in order, matches and what lies between them; together they are the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time that is left for the whole text.</param>
    /// <exception cref="TokenizerException">The pattern takes too long.</exception>
    public IEnumerable<TextPart> Cut(string text, PatternTime time)
    {
        // .NET matches UTF-16 units: a character of two of them is matched as one of its kind that has one.
        var astral = text.Any(char.IsSurrogate);
        var (matched, starts) = astral ? StandIns(text) : (text, null);
        var done = 0;
        for (var match = First(matched, time); match.Success; match = Next(match, time))
        {
            int start = starts?[match.Index] ?? match.Index,
                end = starts?[match.Index + match.Length] ?? match.Index + match.Length;
            if (start == end && start == done && start > 0)
            {
                // Nothing, right behind a match, is no match of its own where patterns are written.
                continue;
            }

            if (start > done)
            {
                yield return new(done, start, false);
            }

            yield return new(start, end, true);
            done = end;
        }

        if (done < text.Length)
        {
            yield return new(done, text.Length, false);
        }
    }

    // The engine whose time does not explode finds the same matches; of what patterns may say it lacks lookarounds.
    private static Regex Make(string pattern)
    {
        var backtracking = new Regex(pattern, RegexOptions.CultureInvariant, PatternTime.OfOneMatch);
        try
        {
            return new Regex(
                pattern,
                RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
                PatternTime.OfOneMatch
            );
        }
        catch (NotSupportedException)
        {
            return backtracking;
        }
    }

    private Match First(string text, PatternTime time) => Timed(() => _regex.Match(text), time);

    private Match Next(Match match, PatternTime time) => Timed(match.NextMatch, time);

    private Match Timed(Func<Match> find, PatternTime time)
    {
        if (time.IsOver)
        {
            throw TookTooLong(time, null);
        }

        try
        {
            return time.Find(find);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TookTooLong(time, e);
        }
    }

    private TokenizerException TookTooLong(PatternTime time, Exception? cause) =>
        new(
            _source.File,
            _source.Member,
            FormattableString.Invariant(
                $"a pattern that splits a text of {Counted.Of(time.Characters, "character")} in time"
            ),
            FormattableString.Invariant($"that it takes more than {time.Elapsed.TotalSeconds:0} seconds"),
            "Put a pattern there that does not try the same characters in many ways, or use prompts of token ids.",
            cause
        );

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

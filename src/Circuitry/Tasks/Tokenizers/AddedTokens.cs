using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>Finds added tokens in text: the leftmost first, the longest of those that start at one place.</summary>
/// <remarks>The rules are those of the tokenizers library, to the order in which tokens of one text are preferred.</remarks>
internal sealed class AddedTokens
{
    private readonly Node _root = new();
    private readonly bool _passesOverSpecial;

    /// <summary>Takes tokens.</summary>
    /// <param name="tokens">The tokens; of two of one text the first is found.</param>
    /// <param name="textOf">The text that a token is found by.</param>
    /// <param name="passesOverSpecial">Whether special tokens are text like any other.</param>
    public AddedTokens(IEnumerable<AddedToken> tokens, Func<AddedToken, string> textOf, bool passesOverSpecial)
    {
        _passesOverSpecial = passesOverSpecial;
        foreach (var token in tokens)
        {
            // An empty text is nowhere.
            if (textOf(token) is { Length: > 0 } text)
            {
                text.Aggregate(_root, (node, character) => node.Next(character)).Token ??= token;
            }
        }
    }

    /// <summary>The text's parts in order: a token and the text that it takes, in UTF-16 units, or text that has none.</summary>
    public IEnumerable<(AddedToken? Token, int From, int To)> Split(string text)
    {
        var done = 0;
        for (var at = 0; at < text.Length; )
        {
            if (!TryFind(text, at, out var token, out var end))
            {
                at++;
                continue;
            }

            var start = at;
            at = end;
            if (IsPassedOver(token, text, start, end))
            {
                continue;
            }

            start = token.TakesSpaceBefore ? Math.Max(done, SpaceBefore(text, start)) : start;
            end = token.TakesSpaceBehind ? SpaceBehind(text, end) : end;
            if (start > done)
            {
                yield return (null, done, start);
            }

            // Text that an earlier token has taken cannot be found again.
            if (end > start)
            {
                yield return (token, start, end);
            }

            done = end;
        }

        if (done < text.Length)
        {
            yield return (null, done, text.Length);
        }
    }

    private bool TryFind(string text, int start, [NotNullWhen(true)] out AddedToken? token, out int end)
    {
        (token, end) = (null, start);
        var node = _root;
        for (var at = start; at < text.Length && node.Find(text[at]) is { } next; at++)
        {
            node = next;
            if (node.Token is not null)
            {
                (token, end) = (node.Token, at + 1);
            }
        }

        return token is not null;
    }

    private bool IsPassedOver(AddedToken token, string text, int start, int end) =>
        (token.IsSpecial && _passesOverSpecial)
        || (token.IsWholeWord && (EndsInWord(text.AsSpan(..start)) || StartsWithWord(text.AsSpan(end..))));

    private static int SpaceBefore(string text, int start) => text.AsSpan(..start).TrimEnd().Length;

    private static int SpaceBehind(string text, int end) => text.Length - text.AsSpan(end..).TrimStart().Length;

    private static bool EndsInWord(ReadOnlySpan<char> text)
    {
        Rune.DecodeLastFromUtf16(text, out var last, out var length);
        return length > 0 && IsOfWord(last);
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var first, out var length);
        return length > 0 && IsOfWord(first);
    }

    // Unicode's words (UTS 18, annex C): alphabetic, marks, decimal digits, connectors and joiners.
    private static bool IsOfWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation
        || rune.Value
            is 0x200C
                or 0x200D
                or (>= 0x24B6 and <= 0x24E9)
                or (>= 0x1F130 and <= 0x1F149)
                or (>= 0x1F150 and <= 0x1F169)
                or (>= 0x1F170 and <= 0x1F189);

    private sealed class Node
    {
        private Dictionary<char, Node>? _next;

        public AddedToken? Token { get; set; }

        public Node? Find(char character) =>
            _next is not null && _next.TryGetValue(character, out var next) ? next : null;

        public Node Next(char character)
        {
            _next ??= [];
            return Find(character) ?? (_next[character] = new Node());
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>A model's own tokenizer, from text to token ids and back.</summary>
/// <remarks>Byte-level tokenizers have tokens for any text, a tokenizer of whole words for those in its vocabulary.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TextTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly ITokenModel _model;
    private readonly TextSplitter _splitter;
    private readonly Dictionary<int, string> _stored;
    private readonly Dictionary<int, string> _added;
    private readonly AddedTokens _asGiven;
    private readonly AddedTokens _composed;

    internal TextTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _stored = parts.Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        _added = parts.AddedTokens.ToDictionary(token => token.Id, token => token.Text);
        // Of two tokens of one text the special one counts.
        AddedToken[] tokens = [.. parts.AddedTokens.OrderByDescending(token => token.IsSpecial)];
        _asGiven = new AddedTokens(
            tokens.Where(token => !token.InComposedText),
            token => token.Text,
            parts.SplitsSpecialTokens
        );
        _composed = new AddedTokens(
            tokens.Where(token => token.InComposedText),
            token => Composed(token.Text),
            parts.SplitsSpecialTokens
        );
        _model = parts.IsOfWholeWords ? new WholeWords(parts) : new ByteLevelMerges(parts);
        _splitter = new TextSplitter(parts);
        Count = _stored.Keys.Concat(_added.Keys).Max() + 1;
    }

    /// <summary>Reads the tokenizer of a model, including the files next to it that describe its tokens.</summary>
    /// <param name="path">
    /// The model's folder, or a file in it: <c>tokenizer.json</c>, or else <c>vocab.json</c> with <c>merges.txt</c> (also named
    /// <c>encoder.json</c> and <c>vocab.bpe</c>). Or the name of a model in the Hugging Face cache.
    /// </param>
    /// <exception cref="TokenizerException">
    /// The files are missing or damaged, contradict each other, or say something that is not understood.
    /// </exception>
    public static TextTokenizer Load(string path) => TokenizerFolder.Read(path);

    /// <summary>Tokens that a prompt starts with, such as a beginning-of-text token; often none.</summary>
    public IReadOnlyList<int> Prefix => _parts.Prefix;

    /// <summary>The largest token id plus one.</summary>
    public int Count { get; }

    /// <summary>Encodes a text as tokens, without <see cref="Prefix"/>.</summary>
    /// <remarks>A tokenizer that puts a space in front of a text's first word does so here.</remarks>
    /// <exception cref="PromptException">
    /// The text is no valid Unicode, or the vocabulary is of whole words and has no token for one of the text's.
    /// </exception>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split the text.</exception>
    public IReadOnlyList<int> Encode(string text) => [.. Tokens(text, addsSpaces: true).Select(token => token.Id)];

    /// <summary>Encodes a whole prompt as tokens: <see cref="Prefix"/> and then the text's.</summary>
    /// <inheritdoc cref="Encode" path="/exception"/>
    public IReadOnlyList<int> EncodePrompt(string text) => [.. Prefix, .. Encode(text)];

    /// <summary>Decodes tokens to text; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string Decode(IEnumerable<int> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(Bytes)]);

    /// <summary>The text of one token, such as " store".</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string TokenText(int token) => Decode([token]);

    /// <summary>A token as the vocabulary spells it, such as "Ġstore".</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string StoredToken(int token) =>
        _added.TryGetValue(token, out var text) || _stored.TryGetValue(token, out text)
            ? text
            : throw new PromptException(
                FormattableString.Invariant($"the tokenizer has no token {token}; its ids end at {Count - 1}")
            );

    /// <summary>Whether a text that follows other text is a single token, and not the unknown token.</summary>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split the text.</exception>
    public bool IsSingleToken(string text) =>
        TryEncode(text, addsSpaces: false, out var tokens, out _) && tokens.Count == 1 && tokens[0].Id != Unknown;

    /// <summary>The single token of a text that follows other text.</summary>
    /// <exception cref="PromptException">The text is several tokens, or none, or unknown; the message names them.</exception>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split the text.</exception>
    public int SingleToken(string text)
    {
        var tokens = Tokens(text, addsSpaces: false);
        return tokens.Count == 1 && tokens[0].Id != Unknown
            ? tokens[0].Id
            : throw new PromptException(
                FormattableString.Invariant(
                    $"\"{text}\" is {Counted.Of(tokens.Count, "token")} of this model ({Quoted(tokens.Select(token => token.Id))}) and must be one; choose another word"
                )
            );
    }

    /// <summary>The text of a token; null for an id that is none.</summary>
    internal string? FindText(int token) =>
        _added.ContainsKey(token) || _stored.ContainsKey(token) ? TokenText(token) : null;

    /// <summary>How many tokens a text has from its start; null where it has none of this vocabulary.</summary>
    internal int? FindCount(string text) =>
        TryEncode(text, addsSpaces: true, out var tokens, out _) ? tokens.Count : null;

    /// <summary>The tokens of a text from its start, each with how much of the text it takes up.</summary>
    internal IReadOnlyList<EncodedToken> EncodeWithExtents(string text) => Tokens(text, addsSpaces: true);

    /// <summary>A text as it is after composition, where the tokenizer composes.</summary>
    internal string Composed(string text) => _parts.Composes ? Composition.Compose(text) : text;

    /// <summary>The texts of tokens, quoted, for messages.</summary>
    internal string Quoted(IEnumerable<int> tokens) =>
        string.Join(", ", tokens.Select(token => $"\"{TokenText(token)}\""));

    private int? Unknown => (_model as WholeWords)?.Unknown;

    // An added token is its own text, in any alphabet of the vocabulary.
    private byte[] Bytes(int token) =>
        _added.TryGetValue(token, out var text) ? Encoding.UTF8.GetBytes(text) : _model.Read(StoredToken(token));

    private List<EncodedToken> Tokens(string text, bool addsSpaces) =>
        TryEncode(text, addsSpaces, out var tokens, out var complaint) ? tokens : throw new PromptException(complaint);

    private bool TryEncode(
        string text,
        bool addsSpaces,
        out List<EncodedToken> tokens,
        [NotNullWhen(false)] out string? complaint
    )
    {
        tokens = [];
        if (LoneSurrogate(text) is { } at)
        {
            complaint = FormattableString.Invariant(
                $"half a surrogate pair (U+{(int)text[at]:X4}) at character {at}, which is no text; write whole characters"
            );
            return false;
        }

        var time = new PatternTime(text.Length);
        foreach (var (given, part) in _asGiven.Split(text))
        {
            if (given is not null)
            {
                tokens.Add(Whole(given, part));
                continue;
            }

            foreach (var (token, rest) in _composed.Split(Composed(part)))
            {
                if (token is not null)
                {
                    tokens.Add(Whole(token, rest));
                }
                else if (!TryEncode(rest, addsSpaces, time, tokens, out complaint))
                {
                    return false;
                }
            }
        }

        complaint = null;
        return true;
    }

    private bool TryEncode(
        string text,
        bool addsSpaces,
        PatternTime time,
        List<EncodedToken> tokens,
        [NotNullWhen(false)] out string? complaint
    )
    {
        foreach (var (piece, hasAddedSpace) in _splitter.Split(text, addsSpaces, time))
        {
            var first = tokens.Count;
            if (!_model.TryEncode(piece, tokens))
            {
                complaint = FormattableString.Invariant(
                    $"\"{piece}\" is none of the {_parts.Vocabulary.Count} words of this model; choose another word"
                );
                return false;
            }

            if (hasAddedSpace)
            {
                tokens[first] = tokens[first] with { Bytes = tokens[first].Bytes - 1 };
            }
        }

        complaint = null;
        return true;
    }

    private static EncodedToken Whole(AddedToken token, string text) => new(token.Id, Encoding.UTF8.GetByteCount(text));

    private static int? LoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The number of tokens.</summary>
    public override string ToString() => FormattableString.Invariant($"tokenizer of {Counted.Of(Count, "token")}");
}

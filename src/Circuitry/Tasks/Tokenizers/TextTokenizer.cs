using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>A model's own tokenizer, from text to token ids and back.</summary>
/// <remarks>
/// Tokenizers of bytes, or that fall back to them, have tokens for any text; a tokenizer of whole words for those in its vocabulary.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TextTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly ITokenModel _model;
    private readonly Dictionary<int, string> _stored;
    private readonly Dictionary<int, string> _added;
    private readonly AddedTokens _asGiven;
    private readonly AddedTokens _normalized;

    internal TextTokenizer(TokenizerParts parts, string file)
    {
        _parts = parts;
        File = file;
        _stored = parts.Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        _added = parts.AddedTokens.ToDictionary(token => token.Id, token => token.Text);
        // Of two tokens of one text the special one counts.
        AddedToken[] tokens = [.. parts.AddedTokens.OrderByDescending(token => token.IsSpecial)];
        _asGiven = new AddedTokens(
            tokens.Where(token => !token.InNormalizedText),
            token => token.Text,
            parts.SplitsSpecialTokens
        );
        _normalized = new AddedTokens(
            tokens.Where(token => token.InNormalizedText),
            token => parts.Normalized(token.Text),
            parts.SplitsSpecialTokens
        );
        _model = parts.IsOfWholeWords ? new WholeWords(parts) : new BytePairs(parts);
        Count = _stored.Keys.Concat(_added.Keys).Max() + 1;
        WordCount = _stored.Keys.DefaultIfEmpty(-1).Max() + 1;
    }

    // Another way to start prompts, and all else the same.
    private TextTokenizer(TextTokenizer other, IReadOnlyList<int> prefix)
    {
        _parts = other._parts with { Prefix = prefix };
        File = other.File;
        (_model, _stored, _added) = (other._model, other._stored, other._added);
        (_asGiven, _normalized) = (other._asGiven, other._normalized);
        (Count, WordCount) = (other.Count, other.WordCount);
    }

    /// <summary>Reads the tokenizer of a model, including the files next to it that describe its tokens.</summary>
    /// <param name="path">
    /// The model's folder, or a file in it: <c>tokenizer.json</c>, or else <c>vocab.json</c> with <c>merges.txt</c> (also named
    /// <c>encoder.json</c> and <c>vocab.bpe</c>), or else <c>tokenizer.model</c>. Or the name of a model in the Hugging Face cache.
    /// </param>
    /// <exception cref="TokenizerException">
    /// The files are missing or damaged, contradict each other or the model's <c>config.json</c>, or say something that is not
    /// understood.
    /// </exception>
    public static TextTokenizer Load(string path) => TokenizerFolder.Read(path);

    /// <summary>Tokens that a prompt starts with, such as a beginning-of-text token; often none.</summary>
    public IReadOnlyList<int> Prefix => _parts.Prefix;

    /// <summary>The token that marks the start of a text, whether or not prompts start with it; null where none is named.</summary>
    public int? Bos => _parts.Bos;

    /// <summary>The tokenizer with prompts that start with <see cref="Bos"/>, or do not, whatever its files say.</summary>
    /// <param name="prepends">Whether prompts start with it; other tokens of <see cref="Prefix"/> stay.</param>
    /// <exception cref="PromptException">Prompts are to start with it, and the files name no such token.</exception>
    public TextTokenizer WithBos(bool prepends)
    {
        int[] others = [.. Prefix.Where(token => token != Bos)];
        return !prepends ? new(this, others)
            : Bos is { } bos ? new(this, [bos, .. others])
            : throw new PromptException(
                $"{File} and the files next to it name no token that texts start with; name it in 'bos_token' of tokenizer_config.json"
            );
    }

    /// <summary>The largest token id plus one.</summary>
    public int Count { get; }

    /// <summary>Encodes a text as tokens, without <see cref="Prefix"/>.</summary>
    /// <remarks>A tokenizer that puts a space in front of a text's first word does so here.</remarks>
    /// <exception cref="PromptException">
    /// The text is no valid Unicode, or the vocabulary has no token for a word or character of it.
    /// </exception>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split the text.</exception>
    public IReadOnlyList<int> Encode(string text) => [.. Tokens(text, follows: false).Select(token => token.Id)];

    /// <summary>Encodes a whole prompt as tokens: <see cref="Prefix"/> and then the text's.</summary>
    /// <inheritdoc cref="Encode" path="/exception"/>
    public IReadOnlyList<int> EncodePrompt(string text) => [.. Prefix, .. Encode(text)];

    /// <summary>Decodes the tokens of a whole text to it; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <remarks>A space that the tokenizer puts in front of text is taken away.</remarks>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string Decode(IEnumerable<int> tokens) => Decode(tokens, follows: false);

    /// <summary>The text of one token as it stands in a text, such as " store".</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string TokenText(int token) => Decode([token], follows: true);

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
        TryEncode(text, follows: true, out var tokens, out _) && tokens.Count == 1 && tokens[0].Id != _model.Unknown;

    /// <summary>The single token of a text that follows other text.</summary>
    /// <exception cref="PromptException">The text is several tokens, or none, or unknown; the message names them.</exception>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split the text.</exception>
    public int SingleToken(string text)
    {
        var tokens = Tokens(text, follows: true);
        return tokens.Count == 1 && tokens[0].Id != _model.Unknown
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

    /// <summary>The texts of tokens, for a model; null for an id that is none.</summary>
    /// <exception cref="TokenizerException">The tokenizer is of another model.</exception>
    internal Func<int, string?> TextsFor(Architecture architecture)
    {
        ModelTokens.Check(architecture, this);
        return FindText;
    }

    /// <summary>The file that the tokenizer is read from.</summary>
    internal string File { get; }

    /// <summary>The largest id of the vocabulary plus one, without tokens that are added to it.</summary>
    internal int WordCount { get; }

    /// <summary>Tokens that the files name for a use, with the names that their ids have in a model's configuration.</summary>
    internal IReadOnlyList<(string Name, int Id)> NamedTokens => _parts.NamedTokens;

    /// <summary>How many tokens a text has from its start; null where it has none of this vocabulary.</summary>
    internal int? FindCount(string text) =>
        TryEncode(text, follows: false, out var tokens, out _) ? tokens.Count : null;

    /// <summary>The tokens of a text from its start, each with how much of the text it takes up.</summary>
    internal IReadOnlyList<EncodedToken> EncodeWithExtents(string text) => Tokens(text, follows: false);

    /// <summary>The texts of tokens, quoted, for messages.</summary>
    internal string Quoted(IEnumerable<int> tokens) =>
        string.Join(", ", tokens.Select(token => $"\"{TokenText(token)}\""));

    private string Decode(IEnumerable<int> tokens, bool follows)
    {
        var pieces = tokens.Select(token => new TokenPiece(StoredToken(token), _added.ContainsKey(token)));
        return string.Concat(
            _parts
                .Decoders.Aggregate(pieces, (joined, step) => step.Decode(joined, follows))
                .Select(piece => piece.Text)
        );
    }

    private List<EncodedToken> Tokens(string text, bool follows) =>
        TryEncode(text, follows, out var tokens, out var complaint) ? tokens : throw new PromptException(complaint);

    private bool TryEncode(
        string text,
        bool follows,
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
        var done = 0;
        foreach (var (given, from, to) in _asGiven.Split(text))
        {
            var part = text[from..to];
            var length = Encoding.UTF8.GetByteCount(part);
            if (given is not null)
            {
                tokens.Add(new EncodedToken(given.Id, length));
            }
            else if (EncodeBetween(TracedText.Given(part, done), follows, time, tokens) is { } missing)
            {
                complaint = Complaint(missing);
                return false;
            }

            done += length;
        }

        complaint = null;
        return true;
    }

    // Text that has no tokens that are found in text as given.
    private string? EncodeBetween(TracedText text, bool follows, PatternTime time, List<EncodedToken> tokens)
    {
        var normalized = _parts.Normalized(text, follows, time);
        foreach (var (token, from, to) in _normalized.Split(normalized.Text))
        {
            var part = normalized.Slice(from, to);
            if (token is not null)
            {
                tokens.Add(new EncodedToken(token.Id, part.End - part.Start));
                continue;
            }

            foreach (var piece in _parts.Split(part, follows, time))
            {
                if (_model.Encode(piece, tokens) is { } missing)
                {
                    return missing;
                }
            }
        }

        return null;
    }

    private string Complaint(string missing) =>
        FormattableString.Invariant(
            $"\"{missing}\" is none of the {_parts.Vocabulary.Count} {(_parts.IsOfWholeWords ? "words" : "tokens")} of this model; choose another {(_parts.IsOfWholeWords ? "word" : "text")}"
        );

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

    /// <summary>The number of tokens, and those that prompts start with.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"tokenizer of {Counted.Of(Count, "token")}{(Prefix.Count == 0 ? "" : $", prompts start with {string.Concat(Prefix.Select(StoredToken))}")}"
        );
}

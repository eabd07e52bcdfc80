using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Circuitry;

/// <summary>A model's own tokenizer, from text to token ids and back.</summary>
/// <remarks>Byte-level tokenizers have tokens for any text, a tokenizer of whole words for those in its vocabulary.</remarks>
public sealed class TextTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly ITokenModel _model;
    private readonly Dictionary<int, string> _stored;
    private readonly AddedTokens _asGiven;
    private readonly AddedTokens _composed;

    internal TextTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _stored = parts.Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        foreach (var token in parts.AddedTokens)
        {
            _stored[token.Id] = token.Text;
        }

        _asGiven = new AddedTokens(parts.AddedTokens.Where(token => !token.InComposedText));
        _composed = new AddedTokens(parts.AddedTokens.Where(token => token.InComposedText));
        _model = parts.IsOfWholeWords ? new WholeWords(parts) : new ByteLevelMerges(parts);
    }

    /// <summary>Reads the tokenizer of a model.</summary>
    /// <param name="path">
    /// The model's folder, or a file in it: <c>tokenizer.json</c>, or else <c>vocab.json</c> with <c>merges.txt</c> (also named
    /// <c>encoder.json</c> and <c>vocab.bpe</c>).
    /// </param>
    /// <exception cref="TokenizerException">The files are missing or damaged, or say something that is not understood.</exception>
    public static TextTokenizer Load(string path) => TokenizerFolder.Read(path);

    /// <summary>Tokens that a prompt starts with, such as a beginning-of-text token; often none.</summary>
    public IReadOnlyList<int> Prefix => _parts.Prefix;

    /// <summary>One more than the largest token id.</summary>
    public int Count => _stored.Keys.Max() + 1;

    /// <summary>The tokens of a text, without <see cref="Prefix"/>.</summary>
    /// <exception cref="PromptException">The vocabulary is of whole words and has no token for one of the text's.</exception>
    public IReadOnlyList<int> Encode(string text) =>
        TryEncode(text, out var ids, out var unknown)
            ? ids
            : throw new PromptException(
                FormattableString.Invariant(
                    $"\"{unknown}\" is none of the {_parts.Vocabulary.Count} words of this model; choose another word"
                )
            );

    /// <summary>The tokens of a whole prompt: <see cref="Prefix"/> and then the text's.</summary>
    /// <exception cref="PromptException">The vocabulary is of whole words and has no token for one of the text's.</exception>
    public IReadOnlyList<int> EncodePrompt(string text) => [.. Prefix, .. Encode(text)];

    /// <summary>The text of tokens; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string Decode(IEnumerable<int> tokens) =>
        Encoding.UTF8.GetString([.. tokens.SelectMany(token => _model.Read(StoredToken(token)))]);

    /// <summary>The text of one token, such as " store".</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string TokenText(int token) => Decode([token]);

    /// <summary>A token as the vocabulary spells it, such as "Ġstore".</summary>
    /// <exception cref="PromptException">There is no such token.</exception>
    public string StoredToken(int token) =>
        _stored.TryGetValue(token, out var stored)
            ? stored
            : throw new PromptException(
                FormattableString.Invariant($"the tokenizer has no token {token}; its ids end at {Count - 1}")
            );

    /// <summary>Whether a text is a single token, and not one that stands for whatever is unknown.</summary>
    public bool IsSingleToken(string text) =>
        TryEncode(text, out var ids, out _) && ids.Count == 1 && ids[0] != Unknown;

    /// <summary>The token that is the whole of a text.</summary>
    /// <exception cref="PromptException">The text is several tokens, or none, or unknown; the message names them.</exception>
    public int SingleToken(string text)
    {
        var tokens = Encode(text);
        return tokens.Count == 1 && tokens[0] != Unknown
            ? tokens[0]
            : throw new PromptException(
                FormattableString.Invariant(
                    $"\"{text}\" is {tokens.Count} tokens of this model ({Quoted(tokens)}) and must be one; choose another word"
                )
            );
    }

    /// <summary>The text of a token; null for an id that is none.</summary>
    internal string? FindText(int token) => _stored.ContainsKey(token) ? TokenText(token) : null;

    /// <summary>How many bytes of text a token is.</summary>
    internal int ByteCount(int token) => _model.Read(StoredToken(token)).Length;

    /// <summary>The texts of tokens, quoted, for messages.</summary>
    internal string Quoted(IEnumerable<int> tokens) =>
        string.Join(", ", tokens.Select(token => $"\"{TokenText(token)}\""));

    private int? Unknown => (_model as WholeWords)?.Unknown;

    private bool TryEncode(string text, out List<int> ids, [NotNullWhen(false)] out string? unknown)
    {
        ids = [];
        foreach (var (given, part) in _asGiven.Split(text))
        {
            if (given is not null)
            {
                ids.Add(given.Id);
                continue;
            }

            foreach (var (token, rest) in _composed.Split(_parts.Composes ? Composition.Compose(part) : part))
            {
                if (token is not null)
                {
                    ids.Add(token.Id);
                    continue;
                }

                foreach (var piece in Pieces(rest))
                {
                    if (!_model.TryEncode(piece, ids))
                    {
                        unknown = piece;
                        return false;
                    }
                }
            }
        }

        unknown = null;
        return true;
    }

    private IEnumerable<string> Pieces(string text) =>
        _parts.Patterns.Aggregate((IEnumerable<string>)[text], (pieces, pattern) => pieces.SelectMany(pattern.Split));
}

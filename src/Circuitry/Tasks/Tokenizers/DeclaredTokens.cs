using System.Globalization;
using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>
/// The added tokens of a tokenizer together with those of the files next to it. Contradictions between files are refused.
/// </summary>
internal sealed class DeclaredTokens
{
    private readonly TokenizerParts _parts;
    private readonly Dictionary<int, string> _texts;
    private readonly Dictionary<string, (AddedToken Token, string File, bool IsInferred)> _added = new(
        StringComparer.Ordinal
    );
    private readonly string _file;

    private DeclaredTokens(string file, TokenizerParts parts, bool areInferred)
    {
        _file = file;
        _parts = parts;
        _texts = parts.Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        foreach (var token in parts.AddedTokens)
        {
            _texts[token.Id] = token.Text;
            _added[token.Text] = (token, file, areInferred);
        }
    }

    /// <summary>All added tokens.</summary>
    /// <param name="file">The tokenizer's own file.</param>
    /// <param name="parts">Its contents.</param>
    /// <param name="areInferred">Whether its added tokens follow from the vocabulary instead of being said.</param>
    /// <param name="neighbours">The files next to it.</param>
    public static IReadOnlyList<AddedToken> Of(
        string file,
        TokenizerParts parts,
        bool areInferred,
        TokenizerNeighbours neighbours
    )
    {
        var all = new DeclaredTokens(file, parts, areInferred);
        var decoder = neighbours.Config["added_tokens_decoder"];
        if (decoder.IsThere)
        {
            foreach (var (id, token) in decoder.Members())
            {
                all.Add(Described(id, token), token, isDescribed: true);
            }
        }

        all.AddNumbered(neighbours, decoder.IsThere);
        foreach (var token in neighbours.NamedTokens())
        {
            all.AddSpecial(token);
        }

        return [.. all._added.Values.Select(entry => entry.Token)];
    }

    private static AddedToken Described(string id, TokenizerMember token)
    {
        token.Allow("__type", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && $"{number}" == id
            ? AddedTokenReader.Read(token, number)
            : throw token.Damage("tokens by their ids");
    }

    private void AddNumbered(TokenizerNeighbours neighbours, bool isOutranked)
    {
        if (!neighbours.AddedTokens.IsSaid)
        {
            return;
        }

        var special = neighbours.NamedTokens().Select(SpecialTokens.TextOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (text, member) in neighbours.AddedTokens.Members())
        {
            if (isOutranked && !_added.ContainsKey(text))
            {
                throw member.Refusal(
                    $"a token that {neighbours.Config.Root.File}, 'added_tokens_decoder' has too",
                    Disagreement
                );
            }

            var isSpecial = special.Contains(text);
            Add(
                new AddedToken(member.Number(), text) { IsSpecial = isSpecial, InNormalizedText = !isSpecial },
                member,
                isDescribed: false
            );
        }
    }

    private void AddSpecial(TokenizerMember named)
    {
        var text = SpecialTokens.TextOf(named);
        if (_added.TryGetValue(text, out var known))
        {
            Add(SpecialTokens.Read(named, known.Token.Id), named, named.Element.ValueKind == JsonValueKind.Object);
        }
        else if (_parts.Vocabulary.TryGetValue(text, out var id))
        {
            Add(SpecialTokens.Read(named, id), named, isDescribed: true);
        }
        else
        {
            throw named.Refusal(
                $"a token that {_file} or a file next to it gives an id",
                "Correct its text, give it the id that the model was trained with in 'added_tokens_decoder', or remove it."
            );
        }
    }

    private void Add(AddedToken token, TokenizerMember said, bool isDescribed)
    {
        if (_added.TryGetValue(token.Text, out var known))
        {
            if (known.Token.Id != token.Id)
            {
                throw Contradiction(said, $"the id {known.Token.Id} of '{token.Text}', as {known.File} has it");
            }

            if (isDescribed && !known.IsInferred && !IsFoundAlike(known.Token, token))
            {
                throw Contradiction(said, $"that '{token.Text}' is found in text as {known.File} has it");
            }

            var found = isDescribed && known.IsInferred ? token : known.Token;
            _added[token.Text] = (
                found with
                {
                    IsSpecial = known.Token.IsSpecial || token.IsSpecial,
                },
                known.File,
                known.IsInferred && !isDescribed
            );
            return;
        }

        if (_texts.TryGetValue(token.Id, out var other) && other != token.Text)
        {
            throw Contradiction(said, $"'{other}' for the id {token.Id}, as {_file} or a file next to it has it");
        }

        if (_parts.Vocabulary.TryGetValue(token.Text, out var id) && id != token.Id)
        {
            throw Contradiction(said, $"the id {id} of '{token.Text}', as {_file} has it");
        }

        if (token.Id == int.MaxValue)
        {
            throw said.Damage("an id that a model can have");
        }

        _texts[token.Id] = token.Text;
        _added[token.Text] = (token, said.File, false);
    }

    // Which text it is found in makes a difference only to what is changed before text is split.
    private bool IsFoundAlike(AddedToken one, AddedToken other)
    {
        var differs = _parts.Normalized(one.Text) != one.Text;
        return one with
            {
                IsSpecial = false,
                InNormalizedText = differs && one.InNormalizedText,
            } == other with { IsSpecial = false, InNormalizedText = differs && other.InNormalizedText };
    }

    private static TokenizerException Contradiction(TokenizerMember said, FormattableString expected) =>
        said.Refusal(FormattableString.Invariant(expected), Disagreement);

    private const string Disagreement = "The files are of two tokenizers: fetch all of them again from one place.";
}

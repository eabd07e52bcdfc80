namespace Circuitry.Datasets;

/// <summary>Decides which tokens a prompt starts with if <c>tokenizer_config.json</c> mentions them.</summary>
internal static class PromptStart
{
    /// <summary>Their ids.</summary>
    /// <param name="file">The tokenizer's own file.</param>
    /// <param name="parts">Its contents, all added tokens included.</param>
    /// <param name="isPair">Whether it is a vocabulary with a file of merges next to it.</param>
    /// <param name="neighbours">The files next to it.</param>
    public static IReadOnlyList<int> Of(string file, TokenizerParts parts, bool isPair, TokenizerNeighbours neighbours)
    {
        var (start, end) = (neighbours.Config["add_bos_token"], neighbours.Config["add_eos_token"]);
        if (end.Flag(otherwise: false))
        {
            throw end.Refusal("false", TokenizerRemedies.Ending);
        }

        var of = neighbours.Config.Class;
        if (isPair && !of.ReadsPairs)
        {
            throw neighbours
                .Config["tokenizer_class"]
                .Refusal(
                    "a class that splits text as GPT-2 does",
                    $"How this one does is not in {Path.GetFileName(file)}: put the model's tokenizer.json next to it."
                );
        }

        if (of.WritesStart || (isPair && of.ReadsPairs))
        {
            if (!start.IsThere && !of.StartsByDefault && parts.Prefix.Count > 0)
            {
                throw Disagreement(start, file, parts);
            }

            return start.Flag(otherwise: of.StartsByDefault) ? [Token(file, parts, neighbours, of, start)] : [];
        }

        return start.Flag() switch
        {
            true when !parts.Prefix.SequenceEqual([Token(file, parts, neighbours, of, start)]) => throw Disagreement(
                start,
                file,
                parts
            ),
            false when parts.Prefix.Count > 0 => throw Disagreement(start, file, parts),
            _ => parts.Prefix,
        };
    }

    /// <summary>The token that marks the start of a text, whether or not prompts start with it; null where none is named.</summary>
    /// <param name="parts">The tokenizer, all added tokens included.</param>
    /// <param name="isPair">Whether it is a vocabulary with a file of merges next to it.</param>
    /// <param name="neighbours">The files next to it.</param>
    public static int? Bos(TokenizerParts parts, bool isPair, TokenizerNeighbours neighbours)
    {
        var named = neighbours.Named("bos_token");
        return named.IsThere ? Find(parts, SpecialTokens.TextOf(named))
            : named.IsSaid ? null
            : parts.Prefix.Count > 0 ? parts.Prefix[0]
            : parts.Bos
                ?? (
                    isPair || neighbours.Config.Class != TokenizerClass.Unnamed
                        ? Find(parts, neighbours.Config.Class.Start)
                        : null
                );
    }

    /// <summary>The token that the files name for a use, with the name that its id has in a model's configuration; none if they name none.</summary>
    /// <param name="parts">The tokenizer, all added tokens included.</param>
    /// <param name="neighbours">The files next to it.</param>
    /// <param name="use">The use, such as <c>bos_token</c>.</param>
    public static IEnumerable<(string Name, int Id)> Named(
        TokenizerParts parts,
        TokenizerNeighbours neighbours,
        string use
    ) =>
        neighbours.Named(use) is { IsThere: true } named && Find(parts, SpecialTokens.TextOf(named)) is { } id
            ? [($"{use}_id", id)]
            : [];

    private static int? Find(TokenizerParts parts, string? text) =>
        parts.AddedTokens.FirstOrDefault(token => token.Text == text) is { } token ? token.Id
        : text is not null && parts.Vocabulary.TryGetValue(text, out var id) ? id
        : null;

    private static int Token(
        string file,
        TokenizerParts parts,
        TokenizerNeighbours neighbours,
        TokenizerClass of,
        TokenizerMember start
    )
    {
        var named = neighbours.Named("bos_token");
        var text = named.IsThere ? SpecialTokens.TextOf(named) : null;
        text ??= named.IsSaid ? null : of.Start;
        return Find(parts, text)
            ?? throw (named.IsSaid ? named : start).Refusal(
                text is null
                    ? "a token for prompts to start with, since add_bos_token is true"
                    : $"a start token that {file} has, and not '{text}'",
                "Name the token in 'bos_token', or say false in 'add_bos_token'."
            );
    }

    private static TokenizerException Disagreement(TokenizerMember start, string file, TokenizerParts parts) =>
        start.Refusal(
            parts.Prefix.Count == 0
                ? $"what {file} does, which puts nothing in front of a prompt"
                : FormattableString.Invariant(
                    $"what {file} does, which puts the tokens {string.Join(", ", parts.Prefix)} in front of a prompt"
                ),
            "Some versions of the library follow the one file and some the other: let both say what the model was trained with."
        );
}

namespace Circuitry.Datasets;

/// <summary>Checks that the parts of a tokenizer's file fit together.</summary>
internal static class TokenizerCheck
{
    /// <exception cref="TokenizerException">A token lacks a unique id, or a byte or a merge lacks its token.</exception>
    public static void Check(string file, TokenizerParts parts)
    {
        if (parts.Vocabulary.Count == 0)
        {
            throw Damaged(file, parts.IsOfWholeWords ? "model.vocab" : null, "tokens", "none");
        }

        CheckIds(file, parts);
        if (parts.IsByteLevel)
        {
            CheckBytes(file, parts);
        }

        CheckMerges(file, parts);
    }

    /// <exception cref="TokenizerException">A token that prompts start with is no token.</exception>
    public static void CheckPrefix(string file, TokenizerParts parts)
    {
        var ids = parts.Vocabulary.Values.Concat(parts.AddedTokens.Select(token => token.Id)).ToHashSet();
        foreach (var token in parts.Prefix.Where(token => !ids.Contains(token)))
        {
            throw Damaged(
                file,
                "post_processor",
                "tokens of the vocabulary in front of a prompt",
                FormattableString.Invariant($"the id {token}, which is none")
            );
        }
    }

    private static void CheckBytes(string file, TokenizerParts parts)
    {
        foreach (var character in ByteCharacters.OfText.Where(byteOf => !parts.Vocabulary.ContainsKey($"{byteOf}")))
        {
            throw new TokenizerException(
                file,
                null,
                "a token for each byte of UTF-8",
                $"none for '{character}'",
                TokenizerRemedies.OtherKind
            );
        }
    }

    private static void CheckMerges(string file, TokenizerParts parts)
    {
        foreach (var (left, right) in parts.Merges)
        {
            if (!((string[])[left, right, left + right]).All(parts.Vocabulary.ContainsKey))
            {
                throw Damaged(
                    file,
                    "merges",
                    "two tokens of the vocabulary whose join is one too",
                    $"'{left} {right}'"
                );
            }
        }
    }

    private static void CheckIds(string file, TokenizerParts parts)
    {
        var tokens = new Dictionary<int, string>();
        var added = parts.AddedTokens.Select(token => KeyValuePair.Create(token.Text, token.Id));
        foreach (var (token, id) in parts.Vocabulary.Concat(added))
        {
            if (id is < 0 or int.MaxValue)
            {
                throw Damaged(
                    file,
                    token,
                    "an id, 0 or more, that a model can have",
                    FormattableString.Invariant($"{id}")
                );
            }

            if (!tokens.TryAdd(id, token) && tokens[id] != token)
            {
                throw Damaged(
                    file,
                    token,
                    "a unique id",
                    FormattableString.Invariant($"{id}, which is also the id of '{tokens[id]}'")
                );
            }
        }

        foreach (var token in parts.AddedTokens)
        {
            if (parts.Vocabulary.TryGetValue(token.Text, out var other) && other != token.Id)
            {
                throw Damaged(file, token.Text, "one id", FormattableString.Invariant($"{token.Id} and {other}"));
            }
        }

        foreach (var twice in parts.AddedTokens.GroupBy(token => token.Text).Where(group => group.Count() > 1))
        {
            throw Damaged(file, twice.Key, "an added token once", "two that differ");
        }
    }

    private static TokenizerException Damaged(string file, string? member, string expected, string found) =>
        new(file, member, expected, found, "Mend the file or fetch it again.");
}

using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Makes sure that a tokenizer is that of the model whose <c>config.json</c> is next to it.</summary>
internal static class ModelTokens
{
    private const string Remedy =
        "The tokenizer is of another model: fetch it again from where the model is from, or correct the file that is wrong.";

    /// <exception cref="TokenizerException">The model has fewer tokens, or other ones that start or end a text.</exception>
    public static void Check(string folder, TextTokenizer tokenizer)
    {
        var root = TokenizerFolder.Member(folder, "config.json");
        if (root.Element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // Models that read pictures too have a configuration of what reads text.
        var config = root["text_config"].IsThere ? root["text_config"] : root;
        foreach (var size in Numbers(config["vocab_size"]))
        {
            CheckSize(tokenizer, size, $"{config.File} has");
        }

        foreach (var (name, id) in tokenizer.NamedTokens)
        {
            // A text may end in several ways.
            var member = config[name].IsThere ? config[name] : root[name];
            int[] ids = [.. Numbers(member)];
            if (ids.Length > 0 && !ids.Contains(id))
            {
                throw member.Refusal(
                    FormattableString.Invariant($"{id}, as the files next to {tokenizer.File} have it"),
                    Remedy
                );
            }
        }
    }

    /// <exception cref="TokenizerException">The model has fewer tokens than the tokenizer's vocabulary.</exception>
    public static void Check(Architecture architecture, TextTokenizer tokenizer) =>
        CheckSize(tokenizer, architecture.Vocabulary, "the model has");

    // Tokens that were added later may be more than a model knows; one that is used is refused where it is used.
    private static void CheckSize(TextTokenizer tokenizer, int size, string of)
    {
        if (tokenizer.WordCount > size)
        {
            throw new TokenizerException(
                tokenizer.File,
                null,
                FormattableString.Invariant($"a vocabulary of at most {Counted.Of(size, "token")}, as {of}"),
                FormattableString.Invariant($"ids up to {tokenizer.WordCount - 1}"),
                Remedy
            );
        }
    }

    private static IEnumerable<int> Numbers(TokenizerMember member) =>
        !member.IsThere ? []
        : member.Element.ValueKind == JsonValueKind.Array ? member.Items().SelectMany(Numbers)
        : member.Element.ValueKind == JsonValueKind.Number && member.Element.TryGetInt32(out var number) ? [number]
        : throw member.Damage("a whole number");
}

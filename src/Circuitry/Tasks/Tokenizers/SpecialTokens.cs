using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Reads the special tokens that <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c> name by their use.</summary>
internal static class SpecialTokens
{
    private static readonly string[] Lists =
    [
        "additional_special_tokens",
        "extra_special_tokens",
        "model_specific_special_tokens",
    ];

    /// <summary>Reads the map of a folder; empty if there is none.</summary>
    public static TokenizerMember ReadMap(string folder)
    {
        var root = TokenizerFolder.Member(folder, "special_tokens_map.json");
        if (root.IsSaid)
        {
            foreach (
                var (name, member) in root.Members().Where(entry => !IsName(entry.Name) && !Lists.Contains(entry.Name))
            )
            {
                throw member.Refusal(
                    "the name of a special token, such as pad_token",
                    "If it changes no token, remove it; otherwise use prompts of token ids with this model."
                );
            }
        }

        return root;
    }

    /// <summary>Whether a member names one special token, as <c>pad_token</c> does.</summary>
    public static bool IsName(string member) =>
        member.EndsWith("_token", StringComparison.Ordinal) && !member.StartsWith("add_", StringComparison.Ordinal);

    /// <summary>The special tokens that a file names, each where it is named.</summary>
    public static IEnumerable<TokenizerMember> Of(TokenizerMember root) =>
        !root.IsSaid
            ? []
            : root.Members()
                .SelectMany(entry =>
                    Lists.Contains(entry.Name) ? All(entry.Member)
                    : IsName(entry.Name) ? [entry.Member]
                    : []
                )
                .Where(token => token.IsThere && TextOf(token).Length > 0);

    /// <summary>The text of a token that is named by its text or described.</summary>
    public static string TextOf(TokenizerMember token) =>
        token.Element.ValueKind == JsonValueKind.Object ? token["content"].Text() : token.Text();

    /// <summary>A token with an id, as it is described.</summary>
    public static AddedToken Read(TokenizerMember token, int id)
    {
        if (token.Element.ValueKind != JsonValueKind.Object)
        {
            return new AddedToken(id, token.Text()) { IsSpecial = true };
        }

        token.Allow("__type", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
        return AddedTokenReader.Read(token, id) with
        {
            IsSpecial = true,
            InNormalizedText = token["normalized"].Flag(otherwise: false),
        };
    }

    private static IEnumerable<TokenizerMember> All(TokenizerMember tokens) =>
        tokens.Element.ValueKind == JsonValueKind.Object
            ? tokens.Members().Select(entry => entry.Member)
            : tokens.Items();
}

namespace Circuitry.Datasets;

/// <summary>The files next to a tokenizer's own that describe its tokens.</summary>
internal sealed class TokenizerNeighbours
{
    private readonly TokenizerMember _map;

    private TokenizerNeighbours(TokenizerConfig config, TokenizerMember map, TokenizerMember added)
    {
        Config = config;
        _map = map;
        AddedTokens = added;
    }

    /// <summary>The <c>tokenizer_config.json</c>.</summary>
    public TokenizerConfig Config { get; }

    /// <summary>The <c>added_tokens.json</c>: ids by text.</summary>
    public TokenizerMember AddedTokens { get; }

    /// <summary>Reads the files that a folder has.</summary>
    public static TokenizerNeighbours Read(string folder)
    {
        var neighbours = new TokenizerNeighbours(
            TokenizerConfig.Read(folder),
            SpecialTokens.ReadMap(folder),
            TokenizerFolder.Member(folder, "added_tokens.json")
        );
        neighbours.CheckAgreement();
        return neighbours;
    }

    /// <summary>The special tokens that are named, each where it is named.</summary>
    public IEnumerable<TokenizerMember> NamedTokens() => SpecialTokens.Of(Config.Root).Concat(SpecialTokens.Of(_map));

    /// <summary>Where a special token is named, which may be nowhere, or be null.</summary>
    public TokenizerMember Named(string name) => Config[name].IsSaid || !_map.IsSaid ? Config[name] : _map[name];

    private void CheckAgreement()
    {
        if (!_map.IsSaid || !Config.Exists)
        {
            return;
        }

        foreach (var (name, member) in _map.Members().Where(entry => SpecialTokens.IsName(entry.Name)))
        {
            if (
                member.IsThere
                && Config[name].IsThere
                && SpecialTokens.TextOf(member) is var text
                && SpecialTokens.TextOf(Config[name]) is var other
                && text != other
            )
            {
                throw member.Refusal(
                    $"'{other}', as {Config.Root.File} has it",
                    "The files are of two tokenizers: fetch all of them again from one place."
                );
            }
        }
    }
}

namespace Circuitry.Datasets;

/// <summary>Reads how <c>tokenizer.json</c> splits text: kinds by name, and no other.</summary>
internal static class PreTokenizerReader
{
    private static readonly Dictionary<string, Func<TokenizerMember, IPreTokenizer>> Kinds = new(StringComparer.Ordinal)
    {
        ["ByteLevel"] = ByteLevelPreTokenizer.Read,
        ["Digits"] = DigitsPreTokenizer.Read,
        ["Metaspace"] = MetaspacePreTokenizer.Read,
        ["Punctuation"] = PunctuationPreTokenizer.Read,
        ["Split"] = SplitPreTokenizer.Read,
    };

    /// <summary>The steps in their order; none where there is no pre-tokenizer.</summary>
    public static IReadOnlyList<IPreTokenizer> Read(TokenizerMember splitter)
    {
        IPreTokenizer[] steps = [.. ComponentKinds.Steps(splitter, "pretokenizers").Select(Step)];
        return steps.OfType<ByteLevelPreTokenizer>().Count() < 2
            ? steps
            : throw splitter.Refusal("ByteLevel once at most", TokenizerRemedies.Splitting);
    }

    private static IPreTokenizer Step(TokenizerMember splitter) =>
        ComponentKinds.Find(Kinds, splitter, TokenizerRemedies.Splitting)(splitter);
}

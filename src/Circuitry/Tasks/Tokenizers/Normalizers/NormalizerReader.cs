namespace Circuitry.Datasets;

/// <summary>Reads how <c>tokenizer.json</c> changes text before it splits it: kinds by name, and no other.</summary>
internal static class NormalizerReader
{
    private static readonly Dictionary<string, Func<TokenizerMember, ITextNormalizer>> Kinds = new(
        StringComparer.Ordinal
    )
    {
        ["NFC"] = member => UnicodeNormalizer.Read(member, UnicodeForm.C),
        ["NFD"] = member => UnicodeNormalizer.Read(member, UnicodeForm.D),
        ["NFKC"] = member => UnicodeNormalizer.Read(member, UnicodeForm.KC),
        ["NFKD"] = member => UnicodeNormalizer.Read(member, UnicodeForm.KD),
        ["Prepend"] = PrependNormalizer.Read,
        ["Replace"] = ReplaceNormalizer.Read,
        ["Strip"] = StripNormalizer.Read,
    };

    /// <summary>The steps in their order; none where there is no normalizer.</summary>
    public static IReadOnlyList<ITextNormalizer> Read(TokenizerMember normalizer) =>
        [.. ComponentKinds.Steps(normalizer, "normalizers").Select(Step)];

    private static ITextNormalizer Step(TokenizerMember normalizer) =>
        ComponentKinds.Find(Kinds, normalizer, TokenizerRemedies.Normalizer)(normalizer);
}

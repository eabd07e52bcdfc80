namespace Circuitry.Datasets;

/// <summary>Reads how <c>tokenizer.json</c> puts tokens together to text: kinds by name, and no other.</summary>
internal static class DecoderReader
{
    private static readonly Dictionary<string, Func<TokenizerMember, ITokenDecoder>> Kinds = new(StringComparer.Ordinal)
    {
        ["ByteFallback"] = ByteFallbackDecoder.Read,
        ["ByteLevel"] = ByteLevelDecoder.Read,
        ["Fuse"] = FuseDecoder.Read,
        ["Metaspace"] = MetaspaceDecoder.Read,
        ["Replace"] = ReplaceDecoder.Read,
        ["Strip"] = StripDecoder.Read,
    };

    /// <summary>The steps in their order.</summary>
    /// <param name="decoder">The file's decoder.</param>
    /// <param name="isByteLevel">Whether tokens are spelt in GPT-2's alphabet of bytes.</param>
    /// <exception cref="TokenizerException">A step is not known, or the text of tokens would not be the text they are of.</exception>
    public static IReadOnlyList<ITokenDecoder> Read(TokenizerMember decoder, bool isByteLevel)
    {
        // Without one tokens are joined by spaces, and are the same tokens.
        if (isByteLevel && !decoder.IsThere)
        {
            return [new ByteLevelDecoder()];
        }

        var members = ComponentKinds.Steps(decoder, "decoders").ToArray();
        ITokenDecoder[] steps =
        [
            .. members.Select(member => ComponentKinds.Find(Kinds, member, TokenizerRemedies.Decoder)(member)),
        ];
        return steps.Length > 0 && steps.OfType<ByteLevelDecoder>().Count() == (isByteLevel ? 1 : 0)
            ? steps
            : throw decoder["type"]
                .Refusal(
                    isByteLevel ? "ByteLevel, as text is split" : "a decoder, and not ByteLevel, as text is split",
                    TokenizerRemedies.Decoder
                );
    }
}

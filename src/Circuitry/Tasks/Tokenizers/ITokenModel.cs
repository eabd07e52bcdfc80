namespace Circuitry.Datasets;

/// <summary>How pieces of text become tokens, and in which spelling a vocabulary keeps them.</summary>
internal interface ITokenModel
{
    /// <summary>Appends the tokens of a piece.</summary>
    /// <returns>Whether the vocabulary has tokens for it.</returns>
    bool TryEncode(string piece, List<EncodedToken> tokens);

    /// <summary>The bytes of a token as the vocabulary spells it.</summary>
    byte[] Read(string stored);
}

namespace Circuitry.Datasets;

/// <summary>Finds the tokens of a vocabulary in pieces of text.</summary>
internal interface ITokenModel
{
    /// <summary>The token of what has none; null if there is none.</summary>
    int? Unknown { get; }

    /// <summary>Appends the tokens of a piece.</summary>
    /// <returns>Null, or else the part of the piece for which the vocabulary has no token.</returns>
    string? Encode(TracedText piece, List<EncodedToken> tokens);
}

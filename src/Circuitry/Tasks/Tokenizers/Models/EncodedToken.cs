namespace Circuitry.Datasets;

/// <summary>A token of a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Bytes">How many of the text's UTF-8 bytes it takes up, whatever it is decoded to.</param>
internal readonly record struct EncodedToken(int Id, int Bytes);

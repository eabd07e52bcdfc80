namespace Circuitry.Datasets;

/// <summary>A piece of a SentencePiece vocabulary.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">Its score: of byte pairs the one of the highest score merges first.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record SentencePiece(string Text, float Score, SentencePieceKind Kind)
{
    /// <summary>Reads a piece from its bytes.</summary>
    public static SentencePiece Read(byte[] bytes)
    {
        var piece = new SentencePiece("", 0, SentencePieceKind.Normal);
        foreach (var (field, value) in WireMessage.Read(bytes))
        {
            piece = field switch
            {
                1 => piece with { Text = value.Text() },
                2 => piece with { Score = value.Float() },
                3 => piece with { Kind = (SentencePieceKind)value.Number },
                _ => throw new InvalidOperationException(FormattableString.Invariant($"the field {field} of a piece")),
            };
        }

        return piece;
    }
}

/// <summary>The kinds of pieces, by their numbers in files.</summary>
internal enum SentencePieceKind : ulong
{
    /// <summary>Text.</summary>
    Normal = 1,

    /// <summary>What has no piece.</summary>
    Unknown = 2,

    /// <summary>A mark, such as that of the end of a text, which is not text.</summary>
    Control = 3,

    /// <summary>Text that is never split and never merged.</summary>
    UserDefined = 4,

    /// <summary>A piece that is not used.</summary>
    Unused = 5,

    /// <summary>A byte.</summary>
    Byte = 6,
}

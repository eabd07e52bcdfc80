using Google.Protobuf;

namespace Circuitry.Datasets;

/// <summary>What a SentencePiece model says, as far as tokens depend on it.</summary>
internal sealed record SentencePieceModel
{
    /// <summary>The pieces, by id.</summary>
    public required IReadOnlyList<SentencePiece> Pieces { get; init; }

    /// <summary>The kind of model: 1 unigram, 2 byte pair encoding, 3 words, 4 characters.</summary>
    public ulong Kind { get; init; } = 1;

    /// <summary>Whether a character without a piece is the pieces of its bytes.</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>Whether the mark of a space ends words instead of starting them.</summary>
    public bool MarksEnds { get; init; }

    /// <summary>The piece that marks the start of a text; negative where there is none.</summary>
    public int Bos { get; init; } = 1;

    /// <summary>Whether text gets a space in front.</summary>
    public bool AddsPrefix { get; init; } = true;

    /// <summary>Whether spaces at the ends, and more than one elsewhere, are left out.</summary>
    public bool DropsSpaces { get; init; } = true;

    /// <summary>Whether spaces are written as marks.</summary>
    public bool MarksSpaces { get; init; } = true;

    /// <summary>Whether characters are replaced by a compiled table.</summary>
    public bool HasTable { get; init; }

    /// <summary>Whether decoded text is changed.</summary>
    public bool ChangesDecoded { get; init; }

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="InvalidProtocolBufferException">They are no such message.</exception>
    /// <exception cref="InvalidOperationException">There is a member that is not known.</exception>
    public static SentencePieceModel Read(byte[] bytes)
    {
        var pieces = new List<SentencePiece>();
        var model = new SentencePieceModel { Pieces = pieces };
        foreach (var (field, value) in WireMessage.Read(bytes))
        {
            switch (field)
            {
                case 1:
                    pieces.Add(SentencePiece.Read(value.Bytes));
                    break;
                case 2:
                    model = WithTraining(model, value.Bytes);
                    break;
                case 3:
                    model = WithNormalizer(model, value.Bytes);
                    break;
                case 4:
                    // Texts to test the model on.
                    break;
                case 5:
                    model = model with { ChangesDecoded = HasTableIn(value.Bytes) };
                    break;
                default:
                    throw Unknown("the model", field);
            }
        }

        return model;
    }

    // Of how a model was trained only this changes its tokens.
    private static SentencePieceModel WithTraining(SentencePieceModel model, byte[] bytes)
    {
        foreach (var (field, value) in WireMessage.Read(bytes))
        {
            model = field switch
            {
                3 => model with { Kind = value.Number },
                24 => model with { MarksEnds = value.Number != 0 },
                35 => model with { FallsBackToBytes = value.Number != 0 },
                41 => model with { Bos = unchecked((int)value.Number) },
                _ => model,
            };
        }

        return model;
    }

    private static SentencePieceModel WithNormalizer(SentencePieceModel model, byte[] bytes)
    {
        foreach (var (field, value) in WireMessage.Read(bytes))
        {
            model = field switch
            {
                // Its name, and the rules that the table was compiled from.
                1 or 6 => model,
                2 => model with { HasTable = value.Bytes.Length > 0 },
                3 => model with { AddsPrefix = value.Number != 0 },
                4 => model with { DropsSpaces = value.Number != 0 },
                5 => model with { MarksSpaces = value.Number != 0 },
                _ => throw Unknown("normalizer_spec", field),
            };
        }

        return model;
    }

    private static bool HasTableIn(byte[] bytes) =>
        WireMessage.Read(bytes).Any(entry => entry.Field == 2 && entry.Value.Bytes.Length > 0);

    private static InvalidOperationException Unknown(string of, int field) =>
        new(FormattableString.Invariant($"the field {field} of {of}"));
}

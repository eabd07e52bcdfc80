using System.Text;
using Google.Protobuf;

namespace Circuitry.Datasets;

/// <summary>Reads a SentencePiece model of byte pairs, <c>tokenizer.model</c>.</summary>
internal static class SentencePieceFile
{
    /// <summary>The name of such files.</summary>
    public const string Name = "tokenizer.model";

    private const string Mark = "▁";
    private const string Remedy =
        "Put the model's tokenizer.json next to it, which is read in its stead, or use prompts of token ids with this model.";

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="marksFirst">Whether only the start of a text gets a space in front, and not that of text behind added tokens.</param>
    /// <exception cref="TokenizerException">It is damaged, or has something that is not read.</exception>
    public static TokenizerParts Read(string file, bool marksFirst)
    {
        var model = ReadModel(file);
        Check(file, model);
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            var text = model.Pieces[id].Text;
            if (!vocabulary.TryAdd(text, id))
            {
                throw Refused(
                    file,
                    $"pieces[{id}]",
                    "a piece once",
                    $"'{text}' again",
                    "Mend the file or fetch it again."
                );
            }
        }

        var merges = SentencePieceMerges.Of(model.Pieces, vocabulary).ToArray();
        string[] literals = [.. Of(model, SentencePieceKind.UserDefined).Select(piece => piece.Text)];
        var replace = TokenPattern.Literally(" ", new PatternSource(file, null));
        var isFirst = model.AddsPrefix && marksFirst;
        return new TokenizerParts
        {
            Vocabulary = vocabulary,
            Merges = [.. merges.Select(merge => (merge.Left, merge.Right))],
            MergeRanks = [.. merges.Select(merge => merge.Rank)],
            UnknownToken = Of(model, SentencePieceKind.Unknown).SingleOrDefault()?.Text,
            FusesUnknown = true,
            FallsBackToBytes = model.FallsBackToBytes,
            UnsplitTokens = literals.ToHashSet(StringComparer.Ordinal),
            AddedTokens =
            [
                .. Of(model, SentencePieceKind.Unknown)
                    .Concat(Of(model, SentencePieceKind.Control))
                    .Select(piece => new AddedToken(vocabulary[piece.Text], piece.Text) { IsSpecial = true }),
            ],
            Normalizers =
            [
                .. model.AddsPrefix && !isFirst ? [new PrependNormalizer(Mark)] : Array.Empty<ITextNormalizer>(),
                new ReplaceNormalizer(replace, Mark),
            ],
            PreTokenizers =
            [
                .. isFirst
                    ? [new MetaspacePreTokenizer(Mark[0], MetaspaceScheme.First, splits: false)]
                    : Array.Empty<IPreTokenizer>(),
                .. literals.Length > 0 ? [new LiteralPreTokenizer(literals)] : Array.Empty<IPreTokenizer>(),
            ],
            Decoders =
            [
                new ReplaceDecoder(TokenPattern.Literally(Mark, new PatternSource(file, null)), " "),
                new ByteFallbackDecoder(),
                new FuseDecoder(),
                .. model.AddsPrefix ? [new StripDecoder(new Rune(' '), 1, 0)] : Array.Empty<ITokenDecoder>(),
            ],
            Bos =
                model.Bos >= 0
                && model.Bos < model.Pieces.Count
                && model.Pieces[model.Bos].Kind == SentencePieceKind.Control
                    ? model.Bos
                    : null,
        };
    }

    private static IEnumerable<SentencePiece> Of(SentencePieceModel model, SentencePieceKind kind) =>
        model.Pieces.Where(piece => piece.Kind == kind);

    private static SentencePieceModel ReadModel(string file)
    {
        var bytes = InputFile.Bytes(file, FileSizes.Tokenizer, TokenizerException.Of);
        try
        {
            return SentencePieceModel.Read(bytes);
        }
        catch (Exception e)
            when (e is InvalidProtocolBufferException or InvalidDataException or DecoderFallbackException)
        {
            throw new TokenizerException(
                file,
                null,
                "a SentencePiece model",
                $"other bytes ({e.Message})",
                "Mend the file or fetch it again.",
                e
            );
        }
        catch (InvalidOperationException e)
        {
            throw Refused(file, null, "a SentencePiece model that is understood", e.Message, Remedy);
        }
    }

    private static void Check(string file, SentencePieceModel model)
    {
        if (model.Kind != 2)
        {
            var name = model.Kind switch
            {
                1 => "unigram",
                3 => "word",
                4 => "char",
                _ => FormattableString.Invariant($"the kind {model.Kind}"),
            };
            throw Refused(file, "trainer_spec.model_type", "bpe", name, Remedy);
        }

        foreach (
            var (isSo, member, expected) in (ReadOnlySpan<(bool, string, string)>)
                [
                    (model.MarksEnds, "trainer_spec.treat_whitespace_as_suffix", "false"),
                    (model.HasTable, "normalizer_spec.precompiled_charsmap", "nothing, so that text is read as it is"),
                    (model.DropsSpaces, "normalizer_spec.remove_extra_whitespaces", "false"),
                    (!model.MarksSpaces, "normalizer_spec.escape_whitespaces", "true"),
                    (model.ChangesDecoded, "denormalizer_spec.precompiled_charsmap", "nothing"),
                ]
        )
        {
            if (isSo)
            {
                throw Refused(file, member, expected, "otherwise", Remedy);
            }
        }

        CheckPieces(file, model);
    }

    private static void CheckPieces(string file, SentencePieceModel model)
    {
        var characters = Of(model, SentencePieceKind.Normal)
            .Select(piece => piece.Text)
            .ToHashSet(StringComparer.Ordinal);
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            var piece = model.Pieces[id];
            var member = FormattableString.Invariant($"pieces[{id}]");
            if (piece.Text.Length == 0)
            {
                throw Refused(file, member, "a piece with text", "none", "Mend the file or fetch it again.");
            }

            if (piece.Kind is SentencePieceKind.Unused || !Enum.IsDefined(piece.Kind))
            {
                throw Refused(file, $"{member}.type", "a kind that is read", $"{piece.Kind}", Remedy);
            }

            // What a piece is merged of starts with its characters.
            if (
                piece.Kind == SentencePieceKind.Normal
                && piece
                    .Text.EnumerateRunes()
                    .Select(rune => $"{rune}")
                    .FirstOrDefault(rune => !characters.Contains(rune))
                    is { } lacking
            )
            {
                throw Refused(
                    file,
                    member,
                    $"a piece for each of its characters",
                    $"none for '{lacking}' of '{piece.Text}'",
                    Remedy
                );
            }
        }
    }

    private static TokenizerException Refused(
        string file,
        string? member,
        string expected,
        string found,
        string remedy
    ) => new(file, member, expected, found, remedy);
}

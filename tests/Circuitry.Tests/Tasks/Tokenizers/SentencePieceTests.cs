using Google.Protobuf;

namespace Circuitry.Tests;

/// <summary>Bare SentencePiece models of byte pairs, made here.</summary>
public sealed class SentencePieceTests
{
    // Text, score and kind: 1 normal, 2 unknown, 3 control, 4 user-defined, 6 byte.
    private static readonly (string Text, float Score, ulong Kind)[] Pieces =
    [
        ("<unk>", 0, 2),
        ("<s>", 0, 3),
        ("</s>", 0, 3),
        ("<b>", 0, 4),
        .. Enumerable.Range(0, 256).Select(value => (ByteFallbackDecoder.Spell((byte)value), 0f, 6ul)),
        ("bc", -1, 1),
        ("ab", -2, 1),
        ("abc", -3, 1),
        ("▁a", -4, 1),
        ("▁▁", -5, 1),
        ("▁", -6, 1),
        ("a", -7, 1),
        ("b", -8, 1),
        ("c", -9, 1),
    ];

    [Theory]
    [InlineData("abc", "▁|abc")] // bc has the highest score, then abc, which leaves no a for ▁a
    [InlineData("b ab", "▁|b|▁|ab")]
    [InlineData("   b", "▁▁|▁▁|b")] // of equal scores the leftmost
    [InlineData("a<b>bc", "▁a|<b>|bc")]
    [InlineData("é", "▁|<0xC3>|<0xA9>")]
    [InlineData("a</s>b", "▁a|</s>|▁|b")]
    [InlineData("", "")]
    public void Of_all_neighbours_those_of_the_highest_score_merge_first(string text, string tokens) =>
        Same(Load(), text, tokens);

    [Theory]
    [InlineData("""{"legacy": false}""", "a</s>b", "▁a|</s>|b")]
    [InlineData("""{"legacy": true}""", "a</s>b", "▁a|</s>|▁|b")]
    public void Text_behind_an_added_token_gets_a_space_as_the_configuration_says(
        string config,
        string text,
        string tokens
    ) => Same(Load(config: config), text, tokens);

    [Fact]
    public void Where_nothing_is_put_in_front_nothing_is_taken_away()
    {
        var tokenizer = Load(prefix: false);

        Same(tokenizer, "a b", "a|▁|b");
        Assert.Equal(" a", tokenizer.Decode(tokenizer.Encode(" a")));
        Assert.Equal("a", Load().Decode(Load().Encode("a")));
    }

    [Fact]
    public void The_start_token_is_named_and_put_in_front_where_it_is_asked_for()
    {
        var bare = Load();
        Assert.Equal((1, 0), (bare.Bos, bare.Prefix.Count));
        Assert.Equal([1, .. bare.Encode("a")], bare.WithBos(true).EncodePrompt("a"));

        Assert.Equal([1], Load(config: """{"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>"}""").Prefix);
    }

    [Theory]
    [InlineData("b日", "▁|b|<unk>")]
    [InlineData("日本b", "▁|<unk>|b")]
    public void Without_bytes_what_has_no_piece_is_unknown_once(string text, string tokens) =>
        Same(Load(bytes: false), text, tokens);

    [Fact]
    public void A_tokenizer_json_is_read_in_its_stead()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllBytes(folder.File("tokenizer.model"), [1, 2, 3]);

        Assert.Equal(257, TextTokenizer.Load(folder.Path).Count);
    }

    [Theory]
    [InlineData(2, 3, 1, "trainer_spec.model_type", "unigram")]
    [InlineData(2, 3, 4, "trainer_spec.model_type", "char")]
    [InlineData(2, 24, 1, "trainer_spec.treat_whitespace_as_suffix", "")]
    [InlineData(3, 4, 1, "normalizer_spec.remove_extra_whitespaces", "")]
    [InlineData(3, 5, 0, "normalizer_spec.escape_whitespaces", "")]
    [InlineData(3, 9, 0, null, "the field 9 of normalizer_spec")]
    [InlineData(9, 1, 0, null, "the field 9 of the model")]
    public void What_is_not_understood_is_refused_by_name(
        int message,
        int field,
        int value,
        string? member,
        string found
    )
    {
        var refusal = Assert.Throws<TokenizerException>(() =>
            Load(more: output => Message(output, message, inner => Number(inner, field, (ulong)value)))
        );

        Assert.Equal(member, refusal.Member);
        Assert.Contains(found, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_characters_is_refused_by_name() =>
        Assert.Equal(
            "normalizer_spec.precompiled_charsmap",
            Assert
                .Throws<TokenizerException>(() =>
                    Load(more: output =>
                        Message(
                            output,
                            3,
                            inner =>
                            {
                                inner.WriteTag(2, WireFormat.WireType.LengthDelimited);
                                inner.WriteBytes(ByteString.CopyFrom(1, 2));
                            }
                        )
                    )
                )
                .Member
        );

    [Theory]
    [InlineData("x", 1, null)]
    [InlineData("xab", 1, "pieces[269]")] // no piece for x
    [InlineData("x", 5, "pieces[269].type")]
    [InlineData("x", 9, "pieces[269].type")]
    [InlineData("", 1, "pieces[269]")]
    [InlineData("ab", 1, "pieces[269]")]
    public void A_piece_that_cannot_be_one_is_refused_by_its_number(string text, int kind, string? member)
    {
        TokenizerException? refusal = null;
        try
        {
            Load(more: output => Piece(output, text, -10, (ulong)kind));
        }
        catch (TokenizerException e)
        {
            refusal = e;
        }

        Assert.Equal(member, refusal?.Member);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused_with_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("tokenizer.model"), [0x0A, 0xFF, 0xFF, 0x03, 1]);

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal(folder.File("tokenizer.model"), refusal.File);
    }

    private static void Same(TextTokenizer tokenizer, string text, string tokens) =>
        Assert.Equal(tokens.Length == 0 ? [] : tokens.Split('|'), tokenizer.Encode(text).Select(tokenizer.StoredToken));

    private static TextTokenizer Load(
        bool prefix = true,
        bool bytes = true,
        string? config = null,
        Action<CodedOutputStream>? more = null
    )
    {
        using var folder = new TemporaryFolder();
        Write(folder, prefix, bytes, more);
        if (config is not null)
        {
            File.WriteAllText(folder.File("tokenizer_config.json"), config);
        }

        return TextTokenizer.Load(folder.Path);
    }

    /// <summary>The model, written to a folder.</summary>
    internal static void Write(
        TemporaryFolder folder,
        bool prefix = true,
        bool bytes = true,
        Action<CodedOutputStream>? more = null
    )
    {
        using var file = File.Create(folder.File("tokenizer.model"));
        using var output = new CodedOutputStream(file);
        foreach (var (text, score, kind) in Pieces)
        {
            Piece(output, text, score, kind);
        }

        Message(
            output,
            2,
            inner =>
            {
                Number(inner, 3, 2);
                Number(inner, 35, bytes ? 1ul : 0);
            }
        );
        Message(
            output,
            3,
            inner =>
            {
                Number(inner, 3, prefix ? 1ul : 0);
                Number(inner, 4, 0);
            }
        );
        more?.Invoke(output);
    }

    private static void Piece(CodedOutputStream output, string text, float score, ulong kind) =>
        Message(
            output,
            1,
            inner =>
            {
                inner.WriteTag(1, WireFormat.WireType.LengthDelimited);
                inner.WriteString(text);
                inner.WriteTag(2, WireFormat.WireType.Fixed32);
                inner.WriteFloat(score);
                Number(inner, 3, kind);
            }
        );

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }

    private static void Number(CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteUInt64(value);
    }
}

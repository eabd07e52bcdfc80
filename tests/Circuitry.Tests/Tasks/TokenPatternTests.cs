using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class TokenPatternTests
{
    private const string Llama3 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly PatternSource Source = new("tokenizer.json", "pre_tokenizer");

    [Theory]
    [InlineData("it's two  words", "it|'s| two| | words")]
    [InlineData("year 1732!", "year| 1732|!")]
    [InlineData("a\n\n b ", "a|\n\n| b| ")]
    [InlineData("a\U0001D49Cb \U0001D7CE9", "a\U0001D49Cb| \U0001D7CE9")] // letters and digits beyond the first plane
    [InlineData("ok \U0001F916\U0001F389x", "ok| \U0001F916\U0001F389|x")]
    public void Gpt2_s_pattern_keeps_letters_digits_and_signs_apart(string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), Split(TokenPattern.Gpt2, text));

    [Theory]
    [InlineData("I'SAY don'T", "I|'S|AY| don|'T")]
    [InlineData("a'\u017Fb", "a|'\u017F|b")] // a long s is an s where case is ignored
    [InlineData("a'\u212Ab", "a|'\u212Ab")]
    [InlineData("12345 x\r\n\r\ny", "123|45| x|\r\n\r\n|y")]
    public void Llama_3_s_pattern_ignores_the_case_of_what_is_short_for_a_word(string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), Split(Llama3, text));

    [Fact]
    public void What_lies_between_matches_is_a_piece_too() =>
        Assert.Equal(["x", "--", "y", "--"], Pieces(TokenPattern.Literally("--", Source), "x--y--"));

    [Theory]
    [InlineData(@"(?i:\p{Zs}s|[^s]x)", @"(?i:\p{Zs}[s" + "\u017F" + @"]|[^s" + "\u017F" + "]x)")]
    [InlineData(@"(?i:a(?-i:s)S)s\(?i:s", @"(?i:a(?-i:s)[S" + "\u017F" + @"])s\(?i:s")]
    [InlineData(@"s[(?i:]s", @"s[(?i:]s")]
    public void The_long_s_is_put_where_case_is_ignored_and_nowhere_else(string pattern, string folded) =>
        Assert.Equal(folded, PatternCase.Fold(pattern));

    [Theory]
    [InlineData(@"^a", "^")]
    [InlineData(@"a$", "$")]
    [InlineData(@"\w+", @"\w")]
    [InlineData(@"[\W]", @"\W")]
    [InlineData(@"\bx", @"\b")]
    [InlineData(@"[a[^bc]]", "[^")]
    [InlineData(@"[[:alpha:]]", "[:")]
    [InlineData(@"[a[]b]]", "[]")]
    [InlineData(@"[a-z-[aeiou]]", "-[")]
    [InlineData(@"[a-z&&b]", "&&")]
    [InlineData(@"a{,3}", "{,")]
    [InlineData(@"(?i)a", "(?i)")]
    [InlineData(@"(?m:.)", "(?m:")]
    [InlineData(@"(?#c)", "(?#c")]
    public void What_the_other_engine_reads_otherwise_is_found(string pattern, string difference) =>
        Assert.Equal(difference, PatternDialect.Difference(pattern));

    [Theory]
    [InlineData(@"[^$^\b&]\^\$\\w")]
    [InlineData(@"[]a]|[^]a]")]
    [InlineData(@"[a[bc[d]]e$]")]
    [InlineData(@"(?:a)(?=b)(?!c)(?<=d)(?<!e)(?>f)(?i:g)(?<name>h)a{1,3}")]
    [InlineData(TokenPattern.Gpt2)]
    [InlineData(Llama3)]
    public void What_both_engines_read_alike_is_not(string pattern)
    {
        Assert.Null(PatternDialect.Difference(pattern));
        Assert.Null(PatternCase.Difference(pattern));
    }

    [Fact]
    public void A_range_that_may_have_an_s_in_it_is_refused_where_case_is_ignored() =>
        Assert.NotNull(PatternCase.Difference("(?i:[a-z])"));

    [Fact]
    public void A_pattern_that_tries_the_same_letters_in_many_ways_is_still_quick_where_it_looks_around_nothing()
    {
        var clock = Stopwatch.StartNew();
        var letters = new string('a', 200);

        Assert.Equal([letters, "!"], Split("(a+)+\\?|!", letters + "!"));
        Assert.Equal([letters + "?"], Split("(a+)+\\?|!", letters + "?"));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
    }

    [Theory]
    [InlineData(@"(a+)+(?=\?)", 60)] // one search that never ends
    [InlineData(@"a+\?|a", 400_000)] // many that are short of it
    public void A_pattern_that_takes_too_long_is_refused_by_name_in_time(string pattern, int letters)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json["pre_tokenizer"] = JsonNode.Parse(Splitting(pattern)));
        var tokenizer = TextTokenizer.Load(folder.Path);
        var clock = Stopwatch.StartNew();

        var refusal = Assert.Throws<TokenizerException>(() => tokenizer.Encode(new string('a', letters) + "!"));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        Assert.Equal("pre_tokenizer.pretokenizers[0].pattern.Regex", refusal.Member);
        Assert.Equal(folder.File("tokenizer.json"), refusal.File);
        Assert.Contains($"{letters + 1} characters", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4_000)]
    [InlineData(1_000_000)]
    public void Brackets_in_brackets_are_read_or_refused_and_never_the_end_of_the_process(int depth)
    {
        using var folder = new TemporaryFolder();
        var pattern = new string('(', depth) + "a" + new string(')', depth);
        TinyTokenizer.Write(folder, [], json => json["pre_tokenizer"] = JsonNode.Parse(Splitting(pattern)));

        if (depth > 5_000)
        {
            Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));
        }
        else
        {
            Assert.Equal(["b", "a"], TextTokenizer.Load(folder.Path).Encode("ba").Select(token => $"{(char)token}"));
        }
    }

    [Theory]
    [InlineData(@"[a[bc]d]", @"[abcd]")]
    [InlineData(@"[^(\s|[.,]!)]+", @"[^(\s|.,!)]+")]
    [InlineData(@"[]a]|[^]a]", @"[\]a]|[^\]a]")]
    [InlineData(@"a?+b*+c++d", @"(?>a?)(?>b*)(?>c+)d")]
    [InlineData(@"(?:ab|[cd])++\p{L}?+", @"(?>(?:ab|[cd])+)(?>\p{L}?)")]
    [InlineData(@"(?i:'s)|a??b+?(?!\S)(?<=x)", @"(?i:'s)|a??b+?(?!\S)(?<=x)")]
    [InlineData(@"\?+", @"\?+")] // an escaped sign, once or more
    public void What_dot_net_lacks_is_written_as_it_has_it(string pattern, string translated) =>
        Assert.Equal(translated, PatternTranslation.Translate(pattern));

    [Theory]
    [InlineData("a+a|b", "aa|b")]
    [InlineData("a++a|b", "aa|b", false)]
    public void What_a_possessive_quantifier_took_it_does_not_give_back(
        string pattern,
        string parts,
        bool matches = true
    )
    {
        var found = new TokenPattern(pattern, Source).Cut("aab", new PatternTime(3)).ToArray();

        Assert.Equal(parts.Split('|'), found.Select(part => "aab"[part.From..part.To]));
        Assert.Equal([matches, true], found.Select(part => part.IsMatch));
    }

    private static IEnumerable<string> Split(string pattern, string text) =>
        Pieces(new TokenPattern(pattern, Source), text);

    private static IEnumerable<string> Pieces(TokenPattern pattern, string text) =>
        pattern.Cut(text, new PatternTime(text.Length)).Select(part => text[part.From..part.To]);

    private static string Splitting(string pattern) =>
        $$"""
            {
              "type": "Sequence",
              "pretokenizers": [
                { "type": "Split", "pattern": { "Regex": {{System.Text.Json.JsonSerializer.Serialize(
                pattern
            )}} }, "behavior": "Isolated", "invert": false },
                { "type": "ByteLevel", "add_prefix_space": false, "use_regex": false }
              ]
            }
            """;
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Circuitry.Tests;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mark_at_the_beginning_of_UTF8_is_not_part_of_the_text()
    {
        Write([0xEF, 0xBB, 0xBF, .. "{\"é\": 1}"u8]);

        Assert.Equal("{\"é\": 1}", InputFile.Text(Path, 100, PromptException.Of));
        using var json = InputFile.Json(Path, 100, PromptException.Of);
        Assert.Equal(1, json.RootElement.GetProperty("é").GetInt32());
    }

    [Fact]
    public void UTF16_is_refused_by_name()
    {
        Write([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")]);

        Assert.Contains("UTF-16", Refusal(() => InputFile.Text(Path, 100, PromptException.Of)));
        Assert.Contains("UTF-16", Refusal(() => InputFile.Json(Path, 100, PromptException.Of)));
        Assert.Contains("UTF-16", Refusal(() => InputFile.LenientJson(Path, 100, PromptException.Of)));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_with_their_place()
    {
        Write([.. "one\ntw"u8, 0xE9, .. "\n"u8]);

        Assert.Equal(
            $"{Path}: expected text in UTF-8, found byte 0xE9, which is none, in line 2, byte 3. Save the file as UTF-8.",
            Refusal(() => InputFile.Text(Path, 100, PromptException.Of))
        );
    }

    [Theory]
    [InlineData("{\"a\": \"\\ud800\"}")]
    [InlineData("{\"\\udc00\": 1}")]
    [InlineData("{\"a\": [{\"b\": \"x\\ud83dy\"}]}")]
    [InlineData("{\"a\": \"\\ud800\\ud800\\udc00\"}")]
    public void Half_a_surrogate_pair_is_refused_and_can_be_repaired(string text)
    {
        Write(Encoding.UTF8.GetBytes(text));

        Assert.Contains("valid Unicode", Refusal(() => InputFile.Json(Path, 100, PromptException.Of)));
        Assert.Contains(
            "valid Unicode",
            Refusal(() => InputFile.Value<JsonDocument>(Path, 100, JsonStyle.Strict, PromptException.Of))
        );
        using var repaired = InputFile.LenientJson(Path, 100, PromptException.Of);
        Assert.Contains("\\uFFFD", repaired.RootElement.GetRawText());
    }

    [Fact]
    public void Repair_leaves_what_is_whole()
    {
        const string text = "{\"\\\\ud800\": \"\\ud83d\\ude00 \\u00e9 \\n\", \"é\": \"\\\\\\\\\"}";
        Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Repaired(Encoding.UTF8.GetBytes(text)).Span));
        Assert.Equal("\"\uFFFD\"", Encoding.UTF8.GetString(JsonText.Repaired([(byte)'"', 0xFF, (byte)'"']).Span));
    }

    [Fact]
    public void A_null_in_a_list_is_refused_with_its_place_and_one_elsewhere_is_not()
    {
        Write("{\"a\": null, \"b\": [1, null]}"u8);
        var refusal = Assert.Throws<JsonException>(() =>
            InputFile.Value<JsonDocument>(Path, 100, JsonStyle.Strict, PromptException.Of)
        );
        Assert.Equal("$.b[1]", refusal.Path);

        Write("{\"a\": null, \"b\": [{\"c\": null}]}"u8);
        using var read = InputFile.Value<JsonDocument>(Path, 100, JsonStyle.Strict, PromptException.Of);
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused()
    {
        Write("{\"a\": 1, \"\\u0061\": 2}"u8);

        Assert.Contains("each name once", Refusal(() => InputFile.Json(Path, 100, PromptException.Of)));
    }

    [Fact]
    public void What_is_there_and_is_no_file_with_something_in_it_is_refused_at_once()
    {
        Assert.Contains("no such file", Refusal());
        Assert.Contains("no such file", Refusal(""));
        Assert.Contains("no such file", Refusal("a\0b"));
        Assert.Contains("no such file", Refusal(_folder.File("none/at/all")));
        Assert.Contains("a folder", Refusal(_folder.Path));
        Write([]);
        Assert.Contains("it is empty", Refusal());
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_with_the_limit()
    {
        using (var stream = File.Create(Path))
        {
            stream.SetLength(1L << 40);
        }

        Assert.Contains("expected at most 100 bytes, found 1099511627776", Refusal());
    }

    [SkippableFact]
    public void Links_are_followed_and_one_without_a_target_says_so()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Write("{}"u8);
        File.CreateSymbolicLink(_folder.File("first"), Path);
        File.CreateSymbolicLink(_folder.File("second"), _folder.File("first"));
        Assert.Equal("{}", InputFile.Text(_folder.File("second"), 100, PromptException.Of));

        File.Delete(Path);
        Assert.Contains($"a link to {_folder.File("first")}, where there is none", Refusal(_folder.File("second")));
        Assert.Contains("where there is none", Refusal(_folder.File("first")));

        File.CreateSymbolicLink(_folder.File("round"), _folder.File("round"));
        Refusal(_folder.File("round"));
    }

    [SkippableFact]
    public void Pipes_and_devices_are_refused_without_being_opened()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the devices and mkfifo of Linux");
        using (var make = Process.Start("mkfifo", Path))
        {
            make.WaitForExit();
        }

        Assert.Contains("a pipe or device", Refusal());
        Assert.Contains("a pipe or device", Refusal("/dev/zero"));
        Assert.Contains("a pipe or device", Refusal("/dev/stdin"));
    }

    [Fact]
    public void A_pointer_of_git_lfs_says_what_it_is()
    {
        Write("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n"u8);

        Assert.Contains("git lfs pull", Refusal());
    }

    private string Path => _folder.File("file");

    private void Write(ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path, bytes);

    private string Refusal(string? path = null) =>
        Refusal(() => InputFile.Bytes(path ?? Path, 100, PromptException.Of));

    private static string Refusal(Func<object> read) => Assert.Throws<PromptException>(read).Message;
}

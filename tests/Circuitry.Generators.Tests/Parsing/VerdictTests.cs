extern alias generators;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Generators.Tests;

/// <summary>
/// The compiler and the running program read the same bytes: both make the same architecture of them, or both refuse them, for the
/// same field and with the same words.
/// </summary>
public sealed class VerdictTests
{
    private const string Plain = "\"model_type\":\"gpt2\",\"n_embd\":8,\"n_head\":2,\"n_layer\":1,\"vocab_size\":16";

    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>Files as bytes, and whether they are read; null where they are refused.</summary>
    private static readonly Dictionary<string, (byte[] Bytes, bool Read, string? Field)> Cases = new()
    {
        ["plain"] = (Utf8("{" + Plain + "}"), true, null),
        ["a mark of UTF-8"] = ([0xEF, 0xBB, 0xBF, .. Utf8("{" + Plain + "}")], true, null),
        ["two marks of UTF-8"] = ([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Utf8("{" + Plain + "}")], false, null),
        ["UTF-16"] = ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{" + Plain + "}")], false, null),
        ["UTF-16, big end first"] = (
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("{" + Plain + "}")],
            false,
            null
        ),
        ["UTF-16 without a mark"] = (Encoding.Unicode.GetBytes("{" + Plain + "}"), false, null),
        ["UTF-32"] = ([0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("{" + Plain + "}")], false, null),
        ["letters of many bytes"] = (
            Utf8("{" + Plain + ",\"_name_or_path\":\"caf\u00e9 \ud83d\ude00 \u65e5\"}"),
            true,
            null
        ),
        ["a byte that is none in a field that is not used"] = (Broken("_name_or_path", "caf"), true, null),
        ["a byte that is none in a field that is used"] = (
            Broken("activation_function", "gelu"),
            false,
            "activation_function"
        ),
        ["a byte that is none in a name"] = (
            [.. Utf8("{" + Plain + ",\"foo"), 0xFF, .. Utf8("\":1}")],
            false,
            "foo\ufffd"
        ),
        ["a byte that is none between fields"] = ([.. Utf8("{" + Plain), 0xFF, .. Utf8("}")], false, null),
        ["half a pair in a field that is not used"] = (
            Utf8("{" + Plain + ",\"_name_or_path\":\"\\ud83d\"}"),
            true,
            null
        ),
        ["half a pair in a field that is used"] = (
            Utf8("{" + Plain + ",\"activation_function\":\"gelu\\udc00\"}"),
            false,
            "activation_function"
        ),
        ["half a pair in a name"] = (Utf8("{" + Plain + ",\"foo\\ud800\":1}"), false, "foo\ufffd"),
        ["halves of pairs that make names alike"] = (
            Utf8("{" + Plain + ",\"prefix\\ud800\":1,\"prefix\\udfff\":1}"),
            false,
            null
        ),
        ["a whole pair in a field that is not used"] = (
            Utf8("{" + Plain + ",\"_name_or_path\":\"\\ud83d\\ude00\"}"),
            true,
            null
        ),
        ["a field twice"] = (Utf8("{" + Plain + ",\"n_layer\":1}"), false, null),
        ["a field twice, once escaped"] = (Utf8("{" + Plain + ",\"n_\\u006cayer\":1}"), false, null),
        ["a field twice in an object that is not used"] = (
            Utf8("{" + Plain + ",\"task_specific_params\":{\"a\":1,\"a\":2}}"),
            false,
            null
        ),
        ["a depth of 64"] = (
            Utf8("{" + Plain + ",\"task_specific_params\":" + new string('[', 63) + new string(']', 63) + "}"),
            true,
            null
        ),
        ["a depth of 65"] = (
            Utf8("{" + Plain + ",\"task_specific_params\":" + new string('[', 64) + new string(']', 64) + "}"),
            false,
            null
        ),
        ["a number that is too large, not used"] = (Utf8("{" + Plain + ",\"initializer_range\":1e999}"), true, null),
        ["a number that is too large, used"] = (
            Utf8("{" + Plain + ",\"layer_norm_epsilon\":1e999}"),
            false,
            "layer_norm_epsilon"
        ),
        ["a number that is too small"] = (
            Utf8("{" + Plain + ",\"layer_norm_epsilon\":1e-999}"),
            false,
            "layer_norm_epsilon"
        ),
        ["minus zero"] = (Utf8("{" + Plain + ",\"n_inner\":-0}"), false, "n_inner"),
        ["minus infinity"] = (Utf8("{" + Plain + ",\"n_inner\":-1e999}"), false, "n_inner"),
        ["a part of a layer"] = (
            Utf8("{" + Plain.Replace("\"n_layer\":1", "\"n_layer\":1.5", StringComparison.Ordinal) + "}"),
            false,
            "n_layer"
        ),
        ["a whole number with a point"] = (
            Utf8("{" + Plain.Replace("\"n_layer\":1", "\"n_layer\":1.0e0", StringComparison.Ordinal) + "}"),
            true,
            null
        ),
        ["Python's NaN"] = (Utf8("{" + Plain + ",\"initializer_range\":NaN}"), false, null),
        ["a comment"] = (Utf8("{" + Plain + "/* */}"), false, null),
        ["a comma too many"] = (Utf8("{" + Plain + ",}"), false, null),
        ["a list"] = (Utf8("[]"), false, null),
        ["null"] = (Utf8("null"), false, null),
        ["blanks"] = (Utf8("  \n"), false, null),
        ["a line end in a text"] = (Utf8("{" + Plain + ",\"prefix\":\"a\nb\"}"), false, null),
        ["a field that is not known"] = (Utf8("{" + Plain + ",\"attention_sinks\":4}"), false, "attention_sinks"),
        ["more bytes than are read"] = (
            Utf8("{" + Plain + ",\"prefix\":\"" + new string('x', 16 << 20) + "\"}"),
            false,
            null
        ),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiler_and_program_give_one_verdict_on_the_same_bytes(string name)
    {
        var (bytes, read, field) = Cases[name];
        var folder = Directory.CreateTempSubdirectory("circuitry-verdicts-");
        try
        {
            var path = Path.Combine(folder.FullName, "config.json");
            File.WriteAllBytes(path, bytes);

            var compiled = ConfigFileParser.Parse(new CompilersFile(path), default);
            var (running, refusal) = AtRunTime(path);

            Assert.Equal(read, running is not null);
            Assert.Equal(read, compiled.Architecture is not null);
            Assert.Equal(running?.ToString(), compiled.Architecture?.ToString());
            Assert.Equal(field, compiled.Error?.Field);
            Assert.Equal(field, (refusal?.InnerException as ArchitectureException)?.Field);
            if (field is not null)
            {
                Assert.Equal(refusal!.InnerException!.Message, compiled.Error!.Problem);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (Architecture? Read, WeightsException? Refusal) AtRunTime(string path)
    {
        try
        {
            return (ArchitectureFile.Read(path), null);
        }
        catch (WeightsException e)
        {
            return (null, e);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Broken(string field, string start) =>
        [.. Utf8("{" + Plain + $",\"{field}\":\"{start}"), 0xE9, .. Utf8("\"}")];

    /// <summary>
    /// A file as the compiler reads it: in UTF-8, in UTF-16 or UTF-32 where a mark says so, and letter by letter where it is none of
    /// these.
    /// </summary>
    private sealed class CompilersFile(string path) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            try
            {
                using var stream = File.OpenRead(Path);
                return SourceText.From(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            }
            catch (DecoderFallbackException)
            {
                using var stream = File.OpenRead(Path);
                return SourceText.From(stream, Encoding.Latin1);
            }
        }
    }
}

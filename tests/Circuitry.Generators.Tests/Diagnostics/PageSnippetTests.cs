using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>What a page calls wrong earns its diagnostic, with the words that the page quotes; what it calls fixed does not.</summary>
public sealed class PageSnippetTests
{
    private const string Gpt2 = """
        [Transformer("gpt2/config.json")]
        public sealed partial class Gpt2Small;

        """;

    private const string Study = """
        [Experiment, Model<Gpt2Small>, Dataset<IndirectObjects>(Size = 100), Corruption(Ablation.Interchange)]
        [Metric<KlDivergence>, Granularity(Granularity.Edge)]
        public sealed partial class Study;

        """;

    private const string FeatureStudy = """
        [Experiment, Model<Gpt2Small>, Dataset<IndirectObjects>(Size = 100), Corruption(Ablation.Interchange)]
        [Metric<LogitDifference>, Granularity(Granularity.Feature), Dictionaries("gpt2/dictionaries.json")]
        public sealed partial class Study;

        """;

    private static readonly (string Path, string Text) Dictionaries = (
        "gpt2/dictionaries.json",
        """{"format": "circuitry.dictionaries", "version": 1, "dictionaries": [{"hook": "hook_embed", "d_in": 768, "d_sae": 24576}]}"""
    );

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Folder(), "CIR*.md").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_shows_what_earns_its_diagnostic_and_what_does_not(string id)
    {
        var page = File.ReadAllText(Path.Combine(Folder(), id + ".md"));

        var shown = ProjectOf(Section(page, "Wrong"));
        var mended = ProjectOf(Section(page, "Fixed"));
        var wrong = await shown.AnalyzeAsync(DiagnosticSeverity.Info);
        var right = await mended.AnalyzeAsync(DiagnosticSeverity.Info);

        Assert.All(wrong, found => Assert.True(found.Id == id || IsRemark(found), found.ToString()));
        // A remark has no cure.
        Assert.All(right, found => Assert.True(IsRemark(found), found.ToString()));
        Assert.Empty(mended.Generate().Errors);
        var quoted = Regex.Match(Section(page, "Symptom"), "`(.+?)`[.,]", RegexOptions.Singleline).Groups[1].Value;
        Assert.StartsWith(
            quoted.Replace('\n', ' '),
            wrong.First(found => found.Id == id).GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_code_of_a_page_is_the_one_wrong_or_the_one_fixed_and_so_is_looked_at(string id)
    {
        var page = File.ReadAllText(Path.Combine(Folder(), id + ".md"));

        Assert.Equal(
            Regex.Count(page, "```csharp\n"),
            new[] { "Wrong", "Fixed" }.Count(heading => Block(Section(page, heading)).Groups[1].Value == "csharp")
        );
    }

    private static bool IsRemark(Diagnostic found) => found.Severity == DiagnosticSeverity.Info;

    private static Match Block(string section) => Regex.Match(section, "```(\\w+)\n(.+?)```", RegexOptions.Singleline);

    private static Project ProjectOf(string section)
    {
        var block = Block(section);
        var (language, text) = (block.Groups[1].Value, block.Groups[2].Value);
        var isManifest = text.Contains("circuitry.dictionaries", StringComparison.Ordinal);
        var gpt2 = language == "json" && !isManifest ? Configs.Gpt2 with { Text = text } : Configs.Gpt2;
        var manifest = isManifest ? Dictionaries with { Text = text } : Dictionaries;
        var code =
            isManifest ? Gpt2 + FeatureStudy
            : language == "csharp" ? text
            : Gpt2 + Study;
        // A page that opens namespaces of its own shows a whole source.
        var source = code.StartsWith("using ", StringComparison.Ordinal)
            ? new Project { Sources = [code] }
            : Project.Of(Complete(code));
        return source with
        {
            Language = language == "xml" ? Version(text) : source.Language,
            Files = text.Contains("lists no AdditionalFiles", StringComparison.Ordinal)
                ? []
                : [gpt2, Configs.GptNeoX, manifest],
            EditorConfig =
                language == "ini"
                    ? ImmutableDictionary<string, string>.Empty.Add(
                        text.Split('=')[0].Trim(),
                        text.Split('=')[1].Trim()
                    )
                    : ImmutableDictionary<string, string>.Empty,
        };
    }

    private static LanguageVersion Version(string text) =>
        LanguageVersionFacts.TryParse(
            Regex.Match(text, "<LangVersion>(.+)</LangVersion>").Groups[1].Value,
            out var version
        )
            ? version
            : throw new ArgumentException(text);

    /// <summary>A page's code with what it takes for granted: a model, an experiment, a method around statements.</summary>
    private static string Complete(string code)
    {
        if (!code.Contains("class ", StringComparison.Ordinal))
        {
            code = $"public static class User {{ public static void Do(Study study, Run run) {{\n{code}}} }}\n" + Study;
        }

        return
            code.Contains("Gpt2Small", StringComparison.Ordinal)
            && !code.Contains("class Gpt2Small", StringComparison.Ordinal)
            ? Gpt2 + code
            : code;
    }

    private static string Section(string page, string heading) =>
        Regex.Match(page, $"## {heading}\n(.+?)(\n## |$)", RegexOptions.Singleline).Groups[1].Value;

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "diagnostics"));
}

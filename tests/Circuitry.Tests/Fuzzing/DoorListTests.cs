using System.Text.RegularExpressions;

namespace Circuitry.Tests;

/// <summary>The list of readers that are fuzzed is the list of readers that there are.</summary>
public sealed class DoorListTests
{
    private static readonly string[] Readers =
    [
        "ArchitectureFile",
        "ArchiveEntries",
        "FindingStore",
        "HuggingFaceCache",
        "JsonFields",
        "JudgementFile",
        "MibReader",
        "PromptFile",
        "SafetensorsFile",
        "ShardedTensorSource",
        "ShiftTableStore",
        "TokenizerFolder",
        "VersionedJson",
        "VocabularyFiles",
    ];

    [Fact]
    public void Whoever_opens_a_file_of_a_users_is_fuzzed()
    {
        var found = Directory
            .EnumerateFiles(Path.Combine(Root(), "src", "Circuitry"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                Path.GetFileName(Path.GetDirectoryName(file)) != "Files"
                && !file.Contains("/obj/", StringComparison.Ordinal)
            )
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bInputFile\s*\.|File\.(OpenRead|ReadAll)"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Readers, found);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dsl.sln")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("the tests run inside the repository, whose root has Dsl.sln");
        }

        return folder.FullName;
    }
}

using System.Text.RegularExpressions;

namespace Circuitry.Tests;

/// <summary>The list of readers that are fuzzed is the list of readers that there are.</summary>
public sealed partial class DoorListTests
{
    private static readonly string[] Readers =
    [
        "ArchitectureFile",
        "ArchiveEntries",
        "HuggingFaceCache",
        "JobText",
        "JsonFields",
        "JudgementFile",
        "MibReader",
        "PromptFile",
        "SafetensorsFile",
        "SentencePieceFile",
        "ShardedTensorSource",
        "TokenizerFolder",
        "VersionedJson",
        "VocabularyFiles",
    ];

    [Fact]
    public void Whoever_opens_a_file_of_a_users_is_fuzzed()
    {
        var found = Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Find(), "src", "Circuitry"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file =>
                Path.GetFileName(Path.GetDirectoryName(file)) != "Files"
                && !file.Contains("/obj/", StringComparison.Ordinal)
            )
            .Where(file => Opening().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Readers, found);
    }

    // A call may begin on the next line.
    [GeneratedRegex(@"\bInputFile\s*\.|\bFile\s*\.\s*(OpenRead|ReadAll)")]
    private static partial Regex Opening();
}

using System.Text.RegularExpressions;

namespace Circuitry.Weights;

/// <summary>The name of a published model, such as <c>google/gemma-2-2b@main</c>: a repository and a branch, tag or commit.</summary>
/// <param name="Repository">The repository, such as <c>google/gemma-2-2b</c>.</param>
/// <param name="Revision">The branch, tag or commit; null where none is named.</param>
internal sealed partial record ModelName(string Repository, string? Revision)
{
    /// <summary>The branch that is meant where none is named.</summary>
    public const string DefaultBranch = "main";

    private const string FolderStart = "models--";

    /// <summary>The branch, tag or commit, the default one where none is named.</summary>
    public string RevisionOrDefault => Revision ?? DefaultBranch;

    /// <summary>The name of the repository's folder in the cache.</summary>
    public string FolderName => FolderStart + Repository.Replace("/", "--", StringComparison.Ordinal);

    /// <summary>Reads a name; null if it is none, such as a path with a folder or an ending that no repository can have.</summary>
    public static ModelName? TryParse(string text) =>
        Name().Match(text) is { Success: true } match
        && match.Groups["repository"].Value is var repository
        // It stands for the slash in the cache.
        && !repository.Contains("--", StringComparison.Ordinal)
        && !text.Contains("..", StringComparison.Ordinal)
            ? new ModelName(repository, match.Groups["revision"] is { Success: true } revision ? revision.Value : null)
            : null;

    /// <summary>The repository whose folder in the cache has a name; null if it is no such folder.</summary>
    public static string? RepositoryOf(string folderName) =>
        folderName.StartsWith(FolderStart, StringComparison.Ordinal)
            ? folderName[FolderStart.Length..].Replace("--", "/", StringComparison.Ordinal)
            : null;

    /// <summary>Whether a revision is a commit in full, which never moves.</summary>
    public static bool IsCommit(string revision) => revision.Length == 40 && revision.All(char.IsAsciiHexDigit);

    /// <summary>Repository and revision, as they are typed.</summary>
    public override string ToString() => Revision is null ? Repository : $"{Repository}@{Revision}";

    [GeneratedRegex(
        @"^(?<repository>(?:[A-Za-z0-9_][\w.-]{0,95}/)?[A-Za-z0-9_][\w.-]{0,95})(?:@(?<revision>[\w.-]+(?:/[\w.-]+)*))?\z",
        RegexOptions.ECMAScript
    )]
    private static partial Regex Name();
}

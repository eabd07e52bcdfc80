using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>How a project lists the files that its declarations name.</summary>
internal static class ListedFiles
{
    // The SDK marks the source of a program that has no project.
    private const string OneFile = "FileBasedProgram";

    /// <summary>The diagnostic of a file that is not found, not one, or not what it should be.</summary>
    public static Diagnostic Report(ConfigProblem problem, Location? location) =>
        Diagnostic.Create(
            problem.Descriptor,
            location,
            [.. problem.Arguments, HowToList(location?.SourceTree, problem.Arguments[0])]
        );

    private static string HowToList(SyntaxTree? tree, object path) =>
        tree?.Options.Features.ContainsKey(OneFile) == true
            ? $"add the line '#:property CircuitryFiles={path}' to the program, several paths with semicolons between them"
            : "add <AdditionalFiles Include=\"...\" /> to the project";
}

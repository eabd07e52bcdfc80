using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Finds the architecture that a declaration names among the project's files.</summary>
internal static class ConfigResolver
{
    private const int Shown = 3;

    public static TransformerSpec? Resolve(TransformerDeclaration? declaration, EquatableArray<ConfigFile> files) =>
        declaration is not null && Resolve(declaration.Source, files, out _) is { } architecture
            ? new TransformerSpec
            {
                Type = declaration.Type,
                Architecture = architecture,
                Source = declaration.Source.Config ?? "declaration",
                FamilyClass = declaration.Source.FamilyClass,
            }
            : null;

    public static ExperimentSpec? Resolve(ExperimentDeclaration? declaration, EquatableArray<ConfigFile> files) =>
        declaration is { Dictionaries: null } && Resolve(declaration.ModelSource, files, out _) is { } architecture
            ? declaration.With(architecture)
            : null;

    /// <summary>The architecture, or what is wrong.</summary>
    public static Architecture? Resolve(
        ArchitectureSource source,
        IReadOnlyList<ConfigFile> files,
        out ConfigProblem? problem
    )
    {
        problem = null;
        if (source.Config is not { } named)
        {
            return source.Declared;
        }

        var found = Named(files, named).Select(file => source.Family is { } own ? file.As(own) : file).ToList();
        problem = found switch
        {
            [] => new(Descriptors.ConfigMissing, [named, Candidates(files, named)]),
            [{ Error: null }] => null,
            [{ Error.Field: null } file] => new(Descriptors.ConfigMalformed, [named, file.Error!.Problem]),
            [{ Error.Field: "architectures" } file] => new(Descriptors.UnknownFamily, [named, file.Error!.Problem]),
            [var file] => new(Descriptors.Unsupported, [$"'{named}'", file.Error!.Problem]),
            _ => new(Descriptors.ConfigAmbiguous, [named, Several(found, named)]),
        };
        if (problem is not null)
        {
            return null;
        }

        try
        {
            var architecture = source.Stated.On(found[0].Architecture!);
            problem = Lacking(source.Family, architecture, named);
            return problem is null ? architecture : null;
        }
        catch (ArchitectureException e)
        {
            problem = new(Descriptors.Unsupported, [$"The declaration beside '{named}'", e.Message]);
            return null;
        }
    }

    private static IReadOnlyList<ConfigFile> Named(IReadOnlyList<ConfigFile> files, string named) =>
        ConfigPath
            .Ends(named)
            .Select(end => files.Where(file => ConfigPath.EndsWith(file.Path, end)).ToList())
            .FirstOrDefault(those => those.Count > 0)
        ?? [];

    private static ConfigProblem? Lacking(FamilyDeclaration? family, Architecture architecture, string named) =>
        family?.ToFamily().Lacking(architecture).ToList() is { Count: > 0 } lacking
            ? new(Descriptors.FamilyWithoutTensor, [family.Name.Split('.').Last(), string.Join(", ", lacking), named])
            : null;

    private static string Candidates(IReadOnlyList<ConfigFile> files, string named) =>
        files.Count == 0
            ? "the project lists no .json file among its AdditionalFiles"
            : "the nearest that the project lists are "
                + Quote(ConfigPath.Nearest(files.Select(file => file.Path), ConfigPath.Ends(named)[0]).Take(Shown));

    // One folder more than the declaration names is what tells them apart, as a rule.
    private static string Several(IEnumerable<ConfigFile> found, string named) =>
        Quote(
            found
                .Select(file => ConfigPath.Tail(file.Path, ConfigPath.Ends(named)[0].Split('/').Length + 1))
                .OrderBy(path => path, StringComparer.Ordinal)
        );

    private static string Quote(IEnumerable<string> paths) => string.Join(", ", paths.Select(path => $"'{path}'"));
}

/// <summary>Why no architecture was found.</summary>
internal sealed record ConfigProblem(DiagnosticDescriptor Descriptor, object[] Arguments);

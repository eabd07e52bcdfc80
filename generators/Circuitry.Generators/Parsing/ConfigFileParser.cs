using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads an AdditionalFile as a model configuration.</summary>
internal static class ConfigFileParser
{
    public static bool IsCandidate(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static ConfigFile Parse(AdditionalText file, CancellationToken cancellation)
    {
        var path = ConfigPath.Normalise(file.Path);
        return FileText.Of(file.GetText(cancellation), out var problem) is { } json
            ? Parse(path, json)
            : Failed(path, null, problem!);
    }

    public static ConfigFile Parse(string path, string text)
    {
        try
        {
            return Json.Parse(text) is IReadOnlyDictionary<string, object?> fields
                ? Parse(path, fields, null) with
                {
                    Text = text,
                }
                : Failed(path, null, "the file holds no JSON object");
        }
        catch (JsonException e)
        {
            return Failed(path, null, e.Message);
        }
    }

    /// <summary>The file as a configuration of a family that the project declares.</summary>
    public static ConfigFile As(this ConfigFile file, FamilyDeclaration own) =>
        file.Text is { } text ? Parse(file.Path, (IReadOnlyDictionary<string, object?>)Json.Parse(text)!, own) : file;

    private static ConfigFile Parse(string path, IReadOnlyDictionary<string, object?> fields, FamilyDeclaration? own)
    {
        try
        {
            var architecture = SizeLimit.Check(ArchitectureReader.Read(fields, own?.ToFamily()));
            return own is null || architecture.Family == own.Name
                ? new ConfigFile { Path = path, Architecture = architecture }
                : Failed(
                    path,
                    "model_type",
                    $"model_type: is of the family {architecture.Family}, and '{own.Name}' reads '{own.ModelType}'"
                );
        }
        catch (ArchitectureException e)
        {
            return Failed(path, e.Field, e.Message);
        }
    }

    private static ConfigFile Failed(string path, string? field, string problem) =>
        new()
        {
            Path = path,
            Error = new ConfigError { Field = field, Problem = problem },
        };
}

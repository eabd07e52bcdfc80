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
                ? new ConfigFile { Path = path, Architecture = SizeLimit.Check(ArchitectureReader.Read(fields)) }
                : Failed(path, null, "the file holds no JSON object");
        }
        catch (JsonException e)
        {
            return Failed(path, null, e.Message);
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

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads an AdditionalFile as a model configuration.</summary>
internal static class ConfigFileParser
{
    public static bool IsCandidate(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static ConfigFile Parse(AdditionalText file, CancellationToken cancellation) =>
        Parse(ConfigPath.Normalise(file.Path), file.GetText(cancellation)?.ToString() ?? "");

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

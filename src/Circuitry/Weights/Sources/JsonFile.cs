using System.Text.Json;

namespace Circuitry;

/// <summary>A JSON file in which no name comes twice.</summary>
internal static class JsonFile
{
    /// <summary>Parses a file.</summary>
    /// <exception cref="WeightsException">The file is missing, or not JSON, or gives a name twice.</exception>
    public static JsonDocument Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new WeightsException(path, null, "a JSON file", "no such file", "Check the path.");
        }

        try
        {
            return JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { AllowDuplicateProperties = false }
            );
        }
        catch (JsonException exception)
        {
            throw new WeightsException(
                path,
                null,
                "JSON that gives each name once",
                exception.Message,
                "Mend the file or fetch it again.",
                exception
            );
        }
    }
}

using System.Text.Json;

namespace Circuitry.Weights;

/// <summary>Reads an <see cref="Architecture"/> from a <c>config.json</c> on disk.</summary>
public static class ArchitectureFile
{
    /// <summary>Reads a configuration, Hugging Face's or TransformerLens's.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is missing, not JSON, or not the configuration of a known architecture.</exception>
    public static Architecture Read(string path) => Read(path, null);

    /// <summary>Reads a configuration of a family that is declared by a class.</summary>
    /// <typeparam name="TFamily">The class with <see cref="ModelTypeAttribute"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsException">The file is missing, not JSON, or not such a configuration.</exception>
    /// <exception cref="ArchitectureException">The class does not declare a family.</exception>
    public static Architecture Read<TFamily>(string path) => Read(path, FamilyOf<TFamily>.Family);

    internal static Architecture Read(string path, Family? own)
    {
        using var document = InputFile.LenientJson(path, FileSizes.Configuration, WeightsException.Of);
        if (Convert(document.RootElement) is not Dictionary<string, object?> fields)
        {
            throw new WeightsException(
                path,
                null,
                "a JSON object",
                $"a JSON {document.RootElement.ValueKind}",
                "Give the config.json of a model."
            );
        }

        try
        {
            return ArchitectureReader.Read(fields, own);
        }
        catch (ArchitectureException exception)
        {
            throw new WeightsException(
                path,
                null,
                "the configuration of an architecture that is implemented",
                exception.Message,
                "Correct the field, or use a model that does not need it.",
                exception
            );
        }
    }

    private static object? Convert(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => value.EnumerateArray().Select(Convert).ToList(),
            JsonValueKind.Object => value
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => Convert(field.Value), StringComparer.Ordinal),
            _ => null,
        };
}

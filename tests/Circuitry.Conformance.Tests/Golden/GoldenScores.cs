using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>The scores of every edge that a peer's program gave.</summary>
internal static class GoldenScores
{
    /// <summary>Reads a run.</summary>
    /// <param name="model">The model's folder.</param>
    /// <param name="program">The peer's file.</param>
    /// <param name="run">The run's name in it.</param>
    public static IReadOnlyDictionary<string, double> Read(string model, string program, string run)
    {
        using var json = Open(model, program);
        return json
            .RootElement.GetProperty("scores")
            .GetProperty(run)
            .EnumerateObject()
            .ToDictionary(edge => edge.Name, edge => edge.Value.GetDouble());
    }

    /// <summary>The float64 runs of a file, by name.</summary>
    public static IReadOnlyList<string> Runs(string model, string program)
    {
        using var json = Open(model, program);
        return
        [
            .. json
                .RootElement.GetProperty("scores")
                .EnumerateObject()
                .Select(run => run.Name)
                .Where(name => name.EndsWith("/float64", StringComparison.Ordinal)),
        ];
    }

    private static JsonDocument Open(string model, string program) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedFolder.PathOf("golden", "peers", $"{model}.{program}.json")));
}

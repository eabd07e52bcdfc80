using System.Text.Json;

namespace Circuitry.Benchmarks;

/// <summary>The areas of the ACDC paper's tables 2 and 3, from a file that may or may not be there.</summary>
internal sealed class PublishedAreas
{
    private const string File = "acdc_published_auc.json";
    private readonly Dictionary<(string Table, string Task, string Column), double> _areas = [];

    private PublishedAreas() { }

    /// <summary>Looks in the folder that CIRCUITRY_SHARED names, or in <c>shared</c> beside a parent of the current folder.</summary>
    public static PublishedAreas Find()
    {
        var published = new PublishedAreas();
        if (Environment.GetEnvironmentVariable("CIRCUITRY_SHARED") is { Length: > 0 } named)
        {
            published.Read(Path.Combine(named, "golden", File));
            return published;
        }

        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "golden", File);
            if (System.IO.File.Exists(path))
            {
                published.Read(path);
                break;
            }
        }

        return published;
    }

    /// <summary>An area; null where none is published or the file is not there.</summary>
    public double? this[Ablation ablation, string? task, string? algorithm, string kind] =>
        task is not null
        && _areas.TryGetValue(
            (
                ablation switch
                {
                    InterchangeAblation => "random_ablation",
                    ZeroAblation => "zero_ablation",
                    _ => "",
                },
                task,
                $"{algorithm}_{kind}"
            ),
            out var area
        )
            ? area
            : null;

    private void Read(string path)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        foreach (var table in new[] { "random_ablation", "zero_ablation" })
        {
            foreach (var row in json.RootElement.GetProperty(table).EnumerateArray())
            {
                var task = row.GetProperty("task").GetString()!;
                foreach (var column in row.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Number))
                {
                    // Compiled models have one metric, language tasks two, of which none is here.
                    _areas[(table, task, column.Name)] = column.Value.GetDouble();
                }
            }
        }
    }
}

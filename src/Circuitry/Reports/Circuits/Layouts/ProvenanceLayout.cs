using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The fields that the provenance of every circuit has in files.</summary>
internal abstract record ProvenanceLayout
{
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GivenPrompts { get; init; }

    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GivenMetric { get; init; }

    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GivenAblation { get; init; }

    [JsonPropertyOrder(1)]
    public required CircuitMethod Method { get; init; }

    [JsonPropertyOrder(2)]
    public required string ModelHash { get; init; }

    [JsonPropertyOrder(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelRevision { get; init; }

    [JsonPropertyOrder(3)]
    public required string DataHash { get; init; }

    [JsonPropertyOrder(4)]
    public required int Prompts { get; init; }

    [JsonPropertyOrder(5)]
    public required string NumberType { get; init; }

    [JsonPropertyOrder(6)]
    public required string Version { get; init; }

    [JsonPropertyOrder(7)]
    public required string Runtime { get; init; }

    /// <summary>The fields of a provenance; serialize them as what they are.</summary>
    public static object Of(CircuitProvenance provenance) =>
        provenance.Dictionaries is null ? GraphProvenanceLayout.Of(provenance) : FeatureProvenanceLayout.Of(provenance);

    /// <summary>Refuses a provenance that cannot be printed, or counts fewer things than none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="declaration">What the experiment declares.</param>
    /// <exception cref="CircuitFileException">A name cannot be printed, or a number is below zero.</exception>
    protected void Check(string path, CircuitDeclaration declaration)
    {
        PrintedName.Check(path, "provenance.declaration.experiment", declaration.Experiment);
        PrintedName.Check(path, "provenance.declaration.model", declaration.Model);
        PrintedName.Check(path, "provenance.declaration.dataset", declaration.Dataset);
        PrintedName.Check(path, "provenance.declaration.ablation", declaration.Ablation);
        PrintedName.Check(path, "provenance.declaration.metric", declaration.Metric);
        PrintedName.Check(path, "provenance.given_prompts", GivenPrompts ?? "");
        PrintedName.Check(path, "provenance.given_metric", GivenMetric ?? "");
        PrintedName.Check(path, "provenance.given_ablation", GivenAblation ?? "");
        PrintedName.Check(path, "provenance.method.name", Method.Name);
        foreach (var (setting, value) in Method.Settings)
        {
            PrintedName.Check(path, "provenance.method.settings", setting);
            PrintedName.Check(path, $"provenance.method.settings.{setting}", value);
        }

        PrintedName.Check(path, "provenance.model_hash", ModelHash);
        PrintedName.Check(path, "provenance.model_revision", ModelRevision ?? "");
        PrintedName.Check(path, "provenance.data_hash", DataHash);
        PrintedName.Check(path, "provenance.number_type", NumberType);
        PrintedName.Check(path, "provenance.version", Version);
        PrintedName.Check(path, "provenance.runtime", Runtime);
        FileNumber.CheckCount(path, "provenance.declaration.dataset_size", declaration.DatasetSize);
        FileNumber.CheckCount(path, "provenance.prompts", Prompts);
    }
}

using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The provenance of a circuit of a graph in files.</summary>
internal sealed record GraphProvenanceLayout : ProvenanceLayout
{
    [JsonPropertyOrder(-3)]
    public required ExperimentDeclaration Declaration { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BiasConvention Biases { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MeanAlignment MeanAlignment { get; init; }

    public static new GraphProvenanceLayout Of(CircuitProvenance provenance) =>
        new()
        {
            Declaration = (ExperimentDeclaration)provenance.Declaration,
            GivenPrompts = provenance.GivenPrompts,
            GivenMetric = provenance.GivenMetric,
            GivenAblation = provenance.GivenAblation,
            Biases = provenance.Biases,
            MeanAlignment = provenance.MeanAlignment,
            Method = provenance.Method,
            ModelHash = provenance.ModelHash,
            ModelRevision = provenance.ModelRevision,
            DataHash = provenance.DataHash,
            Prompts = provenance.Prompts,
            NumberType = provenance.NumberType,
            Version = provenance.Version,
            Runtime = provenance.Runtime,
        };

    /// <exception cref="CircuitFileException">A name cannot be printed, or a number is below zero.</exception>
    public CircuitProvenance ToProvenance(string path)
    {
        Check(path, Declaration);
        return new CircuitProvenance(Declaration)
        {
            GivenPrompts = GivenPrompts,
            GivenMetric = GivenMetric,
            GivenAblation = GivenAblation,
            Biases = Biases,
            MeanAlignment = MeanAlignment,
            Method = Method.Sorted(),
            ModelHash = ModelHash,
            ModelRevision = ModelRevision,
            DataHash = DataHash,
            Prompts = Prompts,
            NumberType = NumberType,
            Version = Version,
            Runtime = Runtime,
        };
    }
}

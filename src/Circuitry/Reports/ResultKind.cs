namespace Circuitry.Reports;

/// <summary>What a JSON file of results holds.</summary>
public enum ResultKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>A circuit of edges or nodes, which <see cref="CircuitJson.Read"/> reads.</summary>
    Circuit,

    /// <summary>A circuit of features, which <see cref="FeatureCircuitJson.Read"/> reads.</summary>
    FeatureCircuit,
}

/// <summary>Tells files of results apart.</summary>
public static class ResultKinds
{
    /// <summary>What a file holds, by the format that it says it has.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CircuitFileException">The file is missing or no JSON object.</exception>
    public static ResultKind Of(string path) =>
        VersionedJson.FormatOf(path) switch
        {
            CircuitJson.Format => ResultKind.Circuit,
            FeatureCircuitJson.Format => ResultKind.FeatureCircuit,
            _ => ResultKind.Other,
        };
}

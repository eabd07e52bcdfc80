namespace Circuitry.Reports;

/// <summary>The kinds of JSON result files.</summary>
public enum ResultKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>A circuit of edges or nodes, which <see cref="CircuitJson.Read"/> reads.</summary>
    Circuit,

    /// <summary>A circuit of features, which <see cref="FeatureCircuitJson.Read"/> reads.</summary>
    FeatureCircuit,
}

/// <summary>Tells files of results apart.</summary>
public static class ResultKinds
{
    /// <summary>The kind of a result file, by its declared format.</summary>
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

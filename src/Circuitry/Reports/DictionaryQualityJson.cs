using System.Text.Json.Nodes;

namespace Circuitry.Reports;

/// <summary>The quality of dictionaries as JSON.</summary>
public static class DictionaryQualityJson
{
    private const string Format = "circuitry.dictionary-quality";

    /// <summary>Writes the qualities as a JSON file; creates its folder. What is not a number is written as null.</summary>
    /// <param name="qualities">One for each dictionary.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="CircuitFileException">It cannot be written.</exception>
    public static void Write(IReadOnlyList<DictionaryQuality> qualities, string path)
    {
        var document = new JsonObject
        {
            ["format"] = Format,
            ["version"] = 1,
            ["dictionaries"] = new JsonArray([.. qualities.Select(Node)]),
        };
        CircuitFile.Write(path, IndentedJson.Text(document));
    }

    private static JsonNode Node(DictionaryQuality quality) =>
        new JsonObject
        {
            ["hook"] = quality.Site.Name,
            ["d_sae"] = quality.Width,
            ["activations"] = quality.Activations,
            ["l0"] = Finite(quality.L0),
            ["explained_variance"] = Finite(quality.ExplainedVariance),
            ["cosine"] = Finite(quality.Cosine),
            ["dead_features"] = quality.DeadFeatures,
            ["loss"] = Finite(quality.Loss),
            ["reconstructed_loss"] = Finite(quality.ReconstructedLoss),
            ["ablated_loss"] = Finite(quality.AblatedLoss),
            ["loss_recovered"] = Finite(quality.LossRecovered),
        };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

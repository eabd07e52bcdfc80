using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Summarises a circuit of features in lines of names and values.</summary>
public static class FeatureCircuitSummary
{
    /// <summary>Summary of a circuit of features: experiment, method, measure, and the share of error terms.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(FeatureCircuit circuit)
    {
        var (provenance, measure) = (circuit.Provenance, circuit.Measure);
        var errors = circuit.Nodes.Count(scored => scored.Node.IsError);
        var sites = circuit.Nodes.Select(scored => scored.Node.Site).Distinct().Count();
        return
        [
            .. provenance.Experiment.Length == 0 ? [] : new[] { ("experiment", provenance.Experiment) },
            ("model", provenance.Model),
            ("found by", provenance.Method.Name),
            .. provenance.Method.Sorted().Settings.Select(setting => ("  " + setting.Key, setting.Value)),
            (
                "prompts",
                Invariant($"{provenance.Prompts}")
                    + (provenance.GivenPrompts is { } given ? $", not those that are declared: {given}" : "")
            ),
            (
                "features",
                Invariant(
                    $"{circuit.Nodes.Count - errors} at {Counted.Of(sites, "site")}, and {Counted.Of(errors, "error term")}"
                )
            ),
            ("edges", Invariant($"{circuit.Edges.Count}")),
            ("error terms' share", Share(circuit.ErrorShare, "undefined: all scores are 0")),
            ($"{measure.Metric}, full model", CircuitText.Number(measure.Full)),
            ($"{measure.Metric}, circuit", CircuitText.Number(measure.Circuit)),
            ($"{measure.Metric}, empty circuit", CircuitText.Number(measure.Empty)),
            (
                "faithfulness",
                Share(measure.Faithfulness, "undefined: the full model and the empty circuit measure the same")
            ),
        ];
    }

    /// <summary>The remaining provenance that is needed to find the circuit again.</summary>
    public static IReadOnlyList<(string Name, string Value)> Provenance(FeatureCircuit circuit)
    {
        var provenance = circuit.Provenance;
        return
        [
            ("SHA-256 of the weights", provenance.ModelHash),
            ("SHA-256 of the prompts", provenance.DataHash),
            .. provenance
                .Dictionaries.OrderBy(pair => FeatureSite.Parse(pair.Key))
                .Select(pair => ($"SHA-256 of the dictionary of {pair.Key}", pair.Value)),
            ("number type", provenance.NumberType),
            ("Circuitry", provenance.Version),
            ("runtime", provenance.Runtime),
        ];
    }

    private static string Share(double share, string undefined) =>
        double.IsNaN(share) ? undefined : CircuitText.Number(share);
}

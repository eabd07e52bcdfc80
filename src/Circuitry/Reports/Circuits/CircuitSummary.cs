using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Summarises a circuit in lines of names and values: declaration, outcome and measure.</summary>
public static class CircuitSummary
{
    /// <summary>Every line as a name and a value: the declaration, then the outcome.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(Circuit circuit) =>
        [.. Declaration(circuit.Provenance), .. Outcome(circuit)];

    /// <summary>The declaration as names and values.</summary>
    public static IReadOnlyList<(string Name, string Value)> Declaration(CircuitDeclaration declaration) =>
        Declaration(
            declaration,
            GivenAtRunTime.Dataset(declaration.Dataset, declaration.DatasetSize, declaration.DatasetSeed),
            declaration.Ablation,
            declaration.Metric
        );

    /// <summary>The declaration as names and values, with what was given at run time in place of what was declared.</summary>
    internal static IReadOnlyList<(string Name, string Value)> Declaration(CircuitProvenance provenance)
    {
        var declaration = provenance.Declaration;
        var ablation = provenance switch
        {
            { Biases: BiasConvention.Writer } => ", biases of MLPs with them",
            { MeanAlignment: MeanAlignment.Start } => ", aligned at the start",
            { MeanAlignment: MeanAlignment.Groups } => ", over groups of positions",
            _ => "",
        };
        return Declaration(
            declaration,
            provenance.GivenPrompts
                ?? GivenAtRunTime.Dataset(declaration.Dataset, declaration.DatasetSize, declaration.DatasetSeed),
            (provenance.GivenAblation ?? declaration.Ablation) + ablation,
            provenance.GivenMetric ?? declaration.Metric
        );
    }

    private static IReadOnlyList<(string Name, string Value)> Declaration(
        CircuitDeclaration declaration,
        string dataset,
        string ablation,
        string metric
    ) =>
        [
            .. declaration.Experiment.Length == 0 ? [] : new[] { ("experiment", declaration.Experiment) },
            ("model", declaration.Model),
            ("data set", dataset),
            ("ablation", ablation),
            ("metric", metric),
            ("granularity", declaration.Units),
        ];

    /// <summary>The method that found the circuit, the size of the circuit, and the metric of the full model, of it and of the empty circuit.</summary>
    public static IReadOnlyList<(string Name, string Value)> Outcome(Circuit circuit)
    {
        var (provenance, measure) = (circuit.Provenance, circuit.Measure);
        var settings = string.Join(
            ", ",
            provenance
                .Method.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(setting => $"{setting.Key} {setting.Value}")
        );
        return
        [
            ("found by", settings.Length == 0 ? provenance.Method.Name : $"{provenance.Method.Name} ({settings})"),
            ("prompts", Counted.Of(provenance.Prompts, provenance.Declaration.Prompt)),
            (
                "kept",
                Invariant($"{circuit.Kept.Count} of {circuit.Units.Count} {circuit.Units.Noun}")
                    + (
                        provenance.Method.Settings.GetValueOrDefault(LearnedMask.TargetMissedSetting) == "true"
                            ? "; training missed its target sparsity"
                            : ""
                    )
            ),
            .. circuit.Units.Details([.. circuit.Kept.Select(unit => (unit.Index, unit.Score))]),
            .. circuit.Edges.Count == 0 ? [] : new[] { ("edges", Invariant($"{circuit.Edges.Count}")) },
            ($"{measure.Metric}, full model", CircuitText.Number(measure.Full)),
            ($"{measure.Metric}, circuit", CircuitText.Number(measure.Circuit)),
            ($"{measure.Metric}, empty circuit", CircuitText.Number(measure.Empty)),
            (
                "faithfulness",
                double.IsNaN(measure.Faithfulness)
                    ? measure.Full == measure.Empty
                        ? "undefined: the full model and the empty circuit measure the same"
                        : "undefined: the gap between the full model and the empty circuit is not a finite number"
                    : CircuitText.Number(measure.Faithfulness)
            ),
        ];
    }

    /// <summary>The hashes and versions that are needed to find the circuit again, as names and values.</summary>
    public static IReadOnlyList<(string Name, string Value)> Origin(Circuit circuit)
    {
        var provenance = circuit.Provenance;
        return
        [
            ("SHA-256 of the weights", provenance.ModelHash),
            .. provenance.ModelRevision is { } revision ? new[] { ("weights published as", revision) } : [],
            ("SHA-256 of the prompts", provenance.DataHash),
            .. (provenance.Dictionaries ?? new Dictionary<string, string>())
                .OrderBy(pair => FeatureSite.Parse(pair.Key))
                .Select(pair => ($"SHA-256 of the dictionary of {pair.Key}", pair.Value)),
            ("number type", provenance.NumberType),
            ("Circuitry", provenance.Version),
            ("runtime", provenance.Runtime),
        ];
    }

    /// <summary>The overlap of two circuits as names and values.</summary>
    public static IReadOnlyList<(string Name, string Value)> Comparison(CircuitComparison comparison) =>
        [
            ("in both", Invariant($"{comparison.Shared.Count}")),
            ("only in the first", Invariant($"{comparison.OnlyFirst.Count}")),
            ("only in the second", Invariant($"{comparison.OnlySecond.Count}")),
            ("Jaccard", ReportText.Number(comparison.Jaccard)),
            (
                "rank correlation",
                Invariant(
                    $"{ReportText.Number(comparison.ScoreCorrelation)} of {Counted.Of(comparison.Scored, "score")}"
                )
            ),
        ];
}

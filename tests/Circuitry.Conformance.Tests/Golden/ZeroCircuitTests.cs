using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// What two peers' programs measured of circuits under zero ablation, measured here under their convention for biases, in float64;
/// worst seen 2e-14. Under the other convention the numbers are others.
/// </summary>
/// <remarks>EAP-IG's input is the token embedding alone, and positions stay, whatever is kept.</remarks>
public sealed class ZeroCircuitTests
{
    private const double Tolerance = 1e-11;

    public static TheoryData<string> Models() => ["mingpt-sort", "makemore-names"];

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Circuits_of_auto_circuit_measure_the_same_under_its_convention(string model)
    {
        using var json = Read(model, "autocircuit-scores");
        var compared = 0;
        using var difference = Load(model, new LogitDifference(), splitEmbedding: false);
        using var divergence = Load(model, new KlDivergence(), splitEmbedding: false);
        using var others = divergence.With(BiasConvention.Stream);
        var graph = difference.Graph;
        var furthest = 0.0;
        foreach (var golden in Circuits(json, "ZERO"))
        {
            var scores = json.RootElement.GetProperty("scores").GetProperty(Text(golden, "scores"));
            double[] strengths =
            [
                .. Enumerable
                    .Range(0, graph.EdgeCount)
                    .Select(edge => Math.Abs(scores.GetProperty(graph.EdgeAt(edge).Name).GetDouble())),
            ];
            int[] ranking = [.. Enumerable.Range(0, graph.EdgeCount).OrderByDescending(edge => strengths[edge])];
            var count = golden.GetProperty("edges").GetInt32();
            // Equals at the cut are none, so that it is told which edges the program took.
            Assert.True(
                count == ranking.Length || count == 0 || strengths[ranking[count - 1]] > strengths[ranking[count]]
            );
            var edges = EdgeSet.OfIndices(graph, ranking.Take(count));
            Assert.Equal(-Number(golden, "neg_logit_diff"), difference.Measure(edges), Tolerance);
            Assert.Equal(Number(golden, "kl"), divergence.Measure(edges), Tolerance);
            furthest = Math.Max(furthest, Math.Abs(others.Measure(edges) - Number(golden, "kl")));
            compared++;
        }

        Assert.Equal(model == "mingpt-sort" ? 36 : 40, compared);
        Assert.True(furthest > 0.5);
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Circuits_of_EAP_IG_measure_the_same_under_its_convention(string model)
    {
        using var json = Read(model, "eapig");
        using var difference = Load(model, new LogitDifference(), splitEmbedding: true);
        using var divergence = Load(model, new KlDivergence(), splitEmbedding: true);
        using var others = divergence.With(BiasConvention.Stream);
        var graph = difference.Graph;
        var (compared, furthest) = (0, 0.0);
        foreach (
            var golden in Circuits(json, "zero")
                .Where(circuit => circuit.GetProperty("kept").ValueKind == JsonValueKind.Array)
        )
        {
            var kept = golden
                .GetProperty("kept")
                .EnumerateArray()
                .Select(edge => edge.GetString()!.Replace("input->", "tok->", StringComparison.Ordinal))
                .ToHashSet();
            var edges = EdgeSet.OfIndices(
                graph,
                Enumerable
                    .Range(0, graph.EdgeCount)
                    .Where(edge =>
                        kept.Contains(graph.EdgeAt(edge).Name)
                        || graph.Writers[graph.WriterOf(edge)].Kind == WriterKind.PositionEmbedding
                    )
            );
            Assert.Equal(kept.Count + graph.Readers.Count, edges.Count);
            Assert.Equal(-Number(golden, "neg_logit_diff"), difference.Measure(edges), Tolerance);
            Assert.Equal(Number(golden, "kl"), divergence.Measure(edges), Tolerance);
            furthest = Math.Max(furthest, Math.Abs(others.Measure(edges) - Number(golden, "kl")));
            compared++;
        }

        Assert.Equal(18, compared);
        Assert.True(furthest > 0.1);
    }

    private static IEnumerable<JsonElement> Circuits(JsonDocument json, string ablation) =>
        json
            .RootElement.GetProperty("circuits")
            .EnumerateArray()
            .Where(circuit =>
                Text(circuit, "evaluated_with") == ablation
                && Text(circuit, "scores").EndsWith("float64", StringComparison.Ordinal)
            );

    private static JsonDocument Read(string model, string program) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedFolder.PathOf("golden", "peers", $"{model}.{program}.json")));

    private static Variation Load(string model, Metric metric, bool splitEmbedding)
    {
        var folder = SharedFolder.PathOf("models", model);
        var prompts = GoldenPrompts.Of(model);
        GraphExperiment declared = (model, splitEmbedding) switch
        {
            ("mingpt-sort", false) => SortEdges.From(MinGptSort.Load(folder, float64), prompts),
            ("mingpt-sort", true) => SortSplitEdges.From(MinGptSort.Load(folder, float64), prompts),
            (_, false) => NamesEdges.From(MakemoreNames.Load(folder, float64), prompts),
            (_, true) => NamesSplitEdges.From(MakemoreNames.Load(folder, float64), prompts),
        };
        return new Variation(declared, Ablation.Zero, metric, biases: BiasConvention.Writer);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}

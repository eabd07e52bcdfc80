using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>One run of the authors' program: its settings and every test it made, in order.</summary>
internal sealed record GoldenRun(
    string Model,
    string Metric,
    string AblationName,
    double Threshold,
    string HeadOrder,
    bool SplitEmbedding,
    bool Absolute,
    IReadOnlyList<(string Edge, double Before, double After, bool Kept)> Trace
)
{
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Model}, {Metric}, {AblationName}, {Threshold}, {HeadOrder}{(SplitEmbedding ? ", embedding split" : "")}{(Absolute ? ", absolute" : "")}"
        );

    /// <summary>The float64 runs of a file.</summary>
    public static IReadOnlyList<GoldenRun> Read(string model, string program)
    {
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", "peers", $"{model}.{program}.json"))
        );
        return
        [
            .. json
                .RootElement.GetProperty("runs")
                .EnumerateArray()
                .Where(run => run.GetProperty("dtype").GetString() == "float64")
                .Select(run => new GoldenRun(
                    model,
                    run.GetProperty("metric").GetString()!,
                    run.GetProperty("ablation").GetString()!,
                    run.GetProperty("threshold").GetDouble(),
                    run.GetProperty("indices_mode").GetString()!,
                    run.GetProperty("use_pos_embed").GetBoolean(),
                    run.GetProperty("abs_value_threshold").GetBoolean(),
                    [
                        .. run.GetProperty("trace")
                            .EnumerateArray()
                            // The fourth column is 1 where the edge went.
                            .Select(row =>
                                (row[0].GetString()!, row[1].GetDouble(), row[2].GetDouble(), row[3].GetInt32() == 0)
                            ),
                    ]
                )),
        ];
    }
}

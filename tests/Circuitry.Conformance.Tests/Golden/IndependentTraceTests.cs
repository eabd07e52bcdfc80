using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Every decision of an independent implementation of ACDC on the compiled models, zero ablation, paper mode.</summary>
public sealed class IndependentTraceTests
{
    [SkippableTheory]
    [InlineData("reverse")]
    [InlineData("xproportion")]
    public void Acdc_in_paper_mode_makes_every_decision_of_an_independent_implementation(string task)
    {
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", $"tracr_{task}_acdc_zero_trace.json"))
        );
        var golden = json.RootElement;
        using var experiment = Load(task, golden);
        var trace = new List<AcdcStep>();
        experiment
            .Acdc(new AcdcOptions { Threshold = golden.GetProperty("tau").GetDouble(), PaperMode = true })
            .Discover(trace: trace.Add);

        var rows = golden.GetProperty("trace").EnumerateArray().ToArray();
        Assert.Equal(rows.Length, trace.Count);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Name(rows[i]), trace[i].Unit);
            Assert.Equal(rows[i].GetProperty("removed").GetBoolean(), !trace[i].Kept);
            Assert.Equal(rows[i].GetProperty("metric_after").GetDouble(), trace[i].After, 1e-9);
        }
    }

    internal static Variation Load(string task, JsonElement golden)
    {
        var folder = SharedFolder.PathOf("models", $"tracr-{task}");
        int[][] rows = task == "reverse" ? Permutations() : GoldenPrompts.Rows(golden.GetProperty("data"));
        var prompts = PromptPairs.Of(
            rows.Select(row => new PromptPair
            {
                Clean = row,
                Corrupted = row,
                AnswerPositions = [.. Enumerable.Range(1, row.Length - 1)],
            })
        );
        GraphExperiment declared =
            task == "reverse"
                ? ReverseSplitEdges.From(TracrReverse.Load(folder, float64), prompts)
                : ProportionSplitEdges.From(TracrProportion.Load(folder, float64), prompts);
        return new Variation(declared, Ablation.Zero, new MeanSquaredError());
    }

    // BOS is token 3 of the compiled model; its inputs are the six orders of the other three.
    private static int[][] Permutations() =>
        [
            [3, 0, 1, 2],
            [3, 0, 2, 1],
            [3, 1, 0, 2],
            [3, 1, 2, 0],
            [3, 2, 0, 1],
            [3, 2, 1, 0],
        ];

    private static string Name(JsonElement row)
    {
        var child = row.GetProperty("child")[0].GetString()!;
        var parent = row.GetProperty("parent")[0].GetString()!;
        // child and parent are hook names of a model with one head a layer
        return parent.EndsWith("_input", StringComparison.Ordinal)
            ? $"DIRECT:{Reader(child)}"
            : $"{Writer(parent)}->{Reader(child)}";
    }

    internal static string Writer(string hook) =>
        hook switch
        {
            "hook_embed" => "tok",
            "hook_pos_embed" => "pos",
            _ when hook.EndsWith("hook_mlp_out", StringComparison.Ordinal) => $"m{Layer(hook)}",
            _ => $"a{Layer(hook)}.h0",
        };

    internal static string Reader(string hook) =>
        hook.Split('.')[^1] switch
        {
            "hook_resid_post" => "logits",
            "hook_mlp_in" => $"m{Layer(hook)}",
            "hook_q" or "hook_q_input" => $"a{Layer(hook)}.h0<q>",
            "hook_k" or "hook_k_input" => $"a{Layer(hook)}.h0<k>",
            _ => $"a{Layer(hook)}.h0<v>",
        };

    private static string Layer(string hook) => hook.Split('.')[1];
}

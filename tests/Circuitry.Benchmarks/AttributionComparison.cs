using System.Diagnostics;
using System.Globalization;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>Edges of the GPT-2 shape under a metric that plain EAP can differentiate.</summary>
[Experiment, Model<Gpt2Shape>, Dataset<AnsweredRandomPairs>(Size = 10, Seed = 1)]
[Corruption(Ablation.Interchange), Metric<LogitDifference>, Granularity(Granularity.Edge)]
public sealed partial class AttributionEdges;

/// <summary>Random pairs with a right and a wrong answer.</summary>
public sealed class AnsweredRandomPairs : IDataset
{
    /// <inheritdoc/>
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of(
            new RandomPairs()
                .Make(request)
                .Pairs.Select(
                    (pair, i) => PromptPair.AtLastPosition([.. pair.Clean], [.. pair.Corrupted], 2 * i, 2 * i + 1)
                )
        );
}

/// <summary>
/// EAP, EAP-IG(5), and steps of subnetwork probing and edge pruning against a plain forward and a plain forward plus
/// backward, each in a process of its own so that its peak memory is its own; processor time, the median of several rounds.
/// </summary>
internal static class AttributionComparison
{
    private const int Rounds = 5;
    private const int MaskSteps = 3;

    private static readonly string[] Works =
    [
        "forward",
        "forward and backward",
        "EAP",
        "EAP-IG(5)",
        "SP step",
        "edge pruning step",
    ];

    /// <summary>Prints a row for every work and number of prompts.</summary>
    public static void Run(string[] arguments)
    {
        if (arguments is ["one", var work, var prompts])
        {
            Console.WriteLine(Measure(work, int.Parse(prompts, CultureInfo.InvariantCulture)));
            return;
        }

        Console.WriteLine(TorchRuntime.Describe());
        Console.WriteLine();
        Console.WriteLine(
            "| prompts | work | ms | forwards | forwards and backwards | MiB above the model | of [writer, batch, position, d_model] |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var count in new[] { 10, 50 })
        {
            var table = AttributionEdges.AllUnits.Graph.Writers.Count * (long)count * 16 * 768 * 4 / (1024.0 * 1024);
            // A mask's step holds what every writer writes under every gate: gigabytes at fifty prompts.
            string[] works =
                count > 10 ? [.. Works.Where(work => !work.EndsWith("step", StringComparison.Ordinal))] : Works;
            (double Time, double Memory)[] measured = [.. works.Select(work => InChild(work, count))];
            for (var i = 0; i < works.Length; i++)
            {
                var (time, memory) = measured[i];
                Console.WriteLine(
                    Invariant(
                        $"| {count} | {works[i]} | {time:f0} | {time / measured[0].Time:f2} | {time / measured[1].Time:f2} | "
                    ) + Invariant($"{memory:f0} | {memory / table:f2} of {table:f0} |")
                );
            }
        }
    }

    private static (double Time, double Memory) InChild(string work, int prompts)
    {
        var line = ChildProcess.LastLine("attribution", "one", work, Invariant($"{prompts}"));
        var numbers = line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }

    private static string Measure(string work, int prompts)
    {
        using var weights = TransformerWeights.Random(Gpt2Shape.Declared, seed: 1);
        using var experiment = AttributionEdges.From(
            Gpt2Shape.From(weights),
            new AnsweredRandomPairs().Make(
                new DatasetRequest
                {
                    Size = prompts,
                    Seed = 1,
                    Architecture = Gpt2Shape.Declared,
                }
            )
        );
        var action = ActionOf(work, experiment);
        // One run of one prompt starts whatever starts once; what the model holds is then in memory.
        using (
            var first = experiment.Run(
                new Prompts([
                    [.. experiment.Prompts.Pairs[0].Clean],
                ])
            )
        )
        {
            _ = first[Gpt2Shape.Hooks.Logits];
        }

        var memory = PeakMemory.Begin();
        var times = Enumerable.Range(0, Rounds).Select(_ => Milliseconds(action)).Order().ToArray();
        var steps = work.EndsWith("step", StringComparison.Ordinal) ? MaskSteps : 1;
        return Invariant($"{times[Rounds / 2] / steps:R} {memory.Mebibytes():R}");
    }

    private static Action ActionOf(string work, AttributionEdges experiment) =>
        work switch
        {
            "forward" => () =>
            {
                using var run = experiment.Run(experiment.Prompts.Clean);
                _ = run[Gpt2Shape.Hooks.Logits];
            },
            "forward and backward" => () => ForwardAndBackward(experiment),
            "EAP" => () => experiment.EdgeAttributionPatching().Score(),
            "EAP-IG(5)" => () => experiment.IntegratedGradients(new RightRule(5)).Score(),
            "SP step" => () =>
                experiment
                    .SubnetworkProbing(new SubnetworkProbingOptions { Lambda = 0.1, Steps = MaskSteps })
                    .Discover(),
            "edge pruning step" => () =>
                experiment
                    .EdgePruning(
                        new EdgePruningOptions
                        {
                            TargetSparsity = 0.9,
                            Steps = MaskSteps,
                            WarmupSteps = 1,
                        }
                    )
                    .Discover(),
            _ => throw new ArgumentOutOfRangeException(nameof(work), work, "is not measured"),
        };

    /// <summary>The loss of all logits, and its gradient at the embedding.</summary>
    private static void ForwardAndBackward(AttributionEdges experiment)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var model = experiment.Model;
        using var sequence = Sequence.Of(experiment.Prompts.Clean, model);
        var leaf = model.Embed(sequence, Tap.None).detach().requires_grad_(true);
        var residual = leaf;
        for (var layer = 0; layer < Gpt2Shape.Layers; layer++)
        {
            residual = model.Block(layer, residual, sequence, Tap.None);
        }

        _ = Ops.CheckedGradients(model.Unembed(residual, Tap.None).sum(), [leaf]);
    }

    private static double Milliseconds(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }
}

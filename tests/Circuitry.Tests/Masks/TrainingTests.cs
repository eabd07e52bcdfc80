using Circuitry.Conformance;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

/// <summary>What holds of every training of a mask, whatever the penalty.</summary>
public sealed class TrainingTests
{
    private const int Steps = 25;

    public static TheoryData<string> Methods => ["edges", "writers", "components", "pruning", "pruning with writers"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others(string method)
    {
        using var experiment = SmallEdges.From(Small.Model());
        var first = Train(experiment, method).Circuit;
        Assert.Equal(CircuitJson.ToText(first), CircuitJson.ToText(Train(experiment, method).Circuit));
        Assert.NotEqual(Scores(first), Scores(Train(experiment, method, seed: 2).Circuit));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_resumed_training_ends_in_the_bytes_of_one_that_never_stopped(string method)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallEdges.From(Small.Model());
        var path = folder.File("checkpoint.safetensors");
        var whole = Train(experiment, method);
        using var stop = new CancellationTokenSource();
        var told = new Listener(progress =>
        {
            if (progress.Done == Steps / 2)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => Train(experiment, method, 1, path, told, stop.Token));
        Assert.True(File.Exists(path));
        var steps = new List<int>();
        var resumed = Train(experiment, method, 1, path, new Listener(p => steps.Add((int)p.Done)));
        Assert.Equal(Enumerable.Range(Steps / 2 + 1, Steps - Steps / 2), steps);
        Assert.Equal(CircuitJson.ToText(whole.Circuit), CircuitJson.ToText(resumed.Circuit));
        Assert.Equal(whole.Probabilities, resumed.Probabilities);
        // What is done is not done again while its checkpoint is there.
        var idle = new Listener(_ => Assert.Fail("a step was taken again"));
        Assert.Equal(resumed.Probabilities, Train(experiment, method, 1, path, idle).Probabilities);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallEdges.From(Small.Model());
        var path = folder.File("checkpoint.safetensors");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Train(experiment, "edges", 1, path, cancellation: stopped.Token)
        );
        Assert.Throws<CheckpointException>(() => Train(experiment, "edges", 2, path));
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Throws<CheckpointException>(() => Train(experiment, "edges", 1, path));
        File.WriteAllBytes(path, bytes[..^8]);
        Assert.Throws<CheckpointException>(() => Train(experiment, "edges", 1, path));
    }

    [Theory]
    [InlineData("edges")]
    [InlineData("pruning with writers")]
    public void A_hundred_steps_hold_no_more_memory_than_ten(string method)
    {
        using var experiment = SmallEdges.From(Small.Model());
        Train(experiment, method); // reference runs and scalars are made once
        var held = new Dictionary<int, long>();
        var told = new Listener(progress =>
            held[(int)progress.Done] = DisposeScopeManager.Statistics.ThreadTotalLiveCount
        );
        Train(experiment, method, progress: told, steps: 100);
        Assert.Equal(held[10], held[100]);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_the_step_and_the_remedy()
    {
        using var experiment = new Variation(SmallEdges.From(Small.Model()), Ablation.Interchange, new NoNumber());
        var error = Assert.Throws<MaskTrainingException>(() => Train(experiment, "edges"));
        Assert.Contains("step 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MaskUnits.Edges)]
    [InlineData(MaskUnits.Components)]
    public void Nodes_can_only_be_masked_as_writers(MaskUnits units)
    {
        using var experiment = SmallNodes.From(Small.Model());
        var options = new SubnetworkProbingOptions { Lambda = 0.1, Steps = 5 };
        Assert.Throws<ArgumentException>(() => new SubnetworkProbing(experiment, options with { Units = units }));
        Assert.Throws<UnsuitableMethodException>(() =>
            new EdgePruning(experiment, new EdgePruningOptions { TargetSparsity = 0.5 })
        );
        var probabilities = new SubnetworkProbing(experiment, options).Train().Probabilities;
        Assert.Equal(experiment.Graph.Writers.Count, probabilities.Count);
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var probing = new SubnetworkProbingOptions { Lambda = 1 };
        foreach (
            var (options, name) in new[]
            {
                (probing with { Lambda = -1 }, "Lambda"),
                (probing with { Steps = 0 }, "Steps"),
                (probing with { LearningRate = double.NaN }, "LearningRate"),
                (probing with { InitialValue = 1.2 }, "InitialValue"),
                (probing with { LambdaSchedule = new MaskSchedule(0, 1, 0.8, 0.2) }, "LambdaSchedule"),
            }
        )
        {
            var error = Assert.Throws<ArgumentException>(() => new SubnetworkProbing(experiment, options));
            Assert.StartsWith(name + " is ", error.Message, StringComparison.Ordinal);
        }
    }

    internal static LearnedMask Train(
        GraphExperiment experiment,
        string method,
        int seed = 1,
        string? checkpoint = null,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        int steps = Steps
    ) =>
        method.StartsWith("pruning", StringComparison.Ordinal)
            ? new EdgePruning(
                experiment,
                new EdgePruningOptions
                {
                    TargetSparsity = 0.5,
                    TargetWriterSparsity = method == "pruning" ? null : 0.3,
                    Steps = steps,
                    WarmupSteps = steps / 2,
                    Seed = seed,
                    Checkpoint = checkpoint,
                }
            ).Train(progress, cancellation)
            : new SubnetworkProbing(
                experiment,
                new SubnetworkProbingOptions
                {
                    Lambda = 0.5,
                    Units = Enum.Parse<MaskUnits>(method, ignoreCase: true),
                    Steps = steps,
                    Patience = 1000,
                    LambdaSchedule = MaskSchedule.LateRamp,
                    Seed = seed,
                    Checkpoint = checkpoint,
                }
            ).Train(progress, cancellation);

    private static double[] Scores(Circuit circuit) =>
        [.. circuit.Kept.Concat(circuit.Removed).OrderBy(unit => unit.Index).Select(unit => unit.Score)];
}

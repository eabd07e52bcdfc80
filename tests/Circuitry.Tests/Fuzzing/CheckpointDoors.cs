using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Judgements, and what is kept of work that was cut short.</summary>
internal static class CheckpointDoors
{
    private const string Tensors = "checkpoint.safetensors";
    private const string Fingerprint = "this work";

    public static IReadOnlyList<Door> All { get; } =
    [
        new("judgements", "of a person", "judged.json", Spelling.Json, WriteJudgements, ReadJudgements)
        {
            IsOptional = true,
            Harmless = @"\.(effect|contexts|promotes)",
        },
        Of("of tensors", Tensors, Spelling.Safetensors, WriteTensors, ReadTensors),
        Of("of steps", Tensors, Spelling.Safetensors, WriteSteps, ReadSteps),
        Of("of a search", Tensors, Spelling.Safetensors, WriteSearch, ReadSearch) with
        {
            IsSlow = true,
        },
        Of("of a comparison", "plain.json", Spelling.Json, WriteFinding, ReadFinding),
        Of("of a table", "table.json", Spelling.Json, WriteTable, ReadTable),
    ];

    private static Door Of(
        string name,
        string file,
        Spelling spelling,
        Action<TemporaryFolder> write,
        Func<TemporaryFolder, string> read
    ) => new("checkpoints", name, file, spelling, write, read) { IsOptional = true };

    private static void WriteJudgements(TemporaryFolder folder) =>
        File.WriteAllText(
            folder.File("judged.json"),
            """
            {"format": "circuitry.judgements", "features": [
             {"feature": "hook_embed/1", "judgement": "relevant", "effect": 0.5, "contexts": ["[[a]] b"], "promotes": ["c"]},
             {"feature": "blocks.0.hook_mlp_out/7", "judgement": "irrelevant", "effect": -0.5, "contexts": [], "promotes": null}]}
            """
        );

    private static string ReadJudgements(TemporaryFolder folder) =>
        Identity.Of(new JudgementFile(folder.File("judged.json")).Require([]));

    private static void WriteTensors(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        Stored(folder).Save(State());
    }

    private static string ReadTensors(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        return Stored(folder).Load(["mask", "step"]) is { } stored
            ? Doors.Text(stored.Select(tensor => ("", tensor)))
            : "none";
    }

    private static void WriteSteps(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        Steps(folder).Save([State()[0]], 7);
    }

    private static string ReadSteps(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        var state = new[] { ("mask", zeros(2, 3)) };
        var step = Steps(folder).Load(state);
        return FormattableString.Invariant($"{step} {Doors.Text(state)}");
    }

    private static (string Name, Tensor Tensor)[] State() =>
        [("mask", tensor(new float[] { 0, 1, 2, 3, 4, 5 }).reshape(2, 3)), ("step", tensor(new long[] { 7 }, int64))];

    private static CheckpointFile Stored(TemporaryFolder folder) =>
        new(folder.File(Tensors), Fingerprint, TimeSpan.Zero);

    private static StepCheckpoint Steps(TemporaryFolder folder) =>
        new(folder.File(Tensors), Fingerprint, TimeSpan.Zero);

    private static void WriteSearch(TemporaryFolder folder)
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Search(
                folder,
                new Listener(report =>
                {
                    if (report.Done == 3)
                    {
                        stop.Cancel();
                    }
                }),
                stop.Token
            )
        );
    }

    private static string ReadSearch(TemporaryFolder folder) => Search(folder, null, default);

    private static string Search(TemporaryFolder folder, IProgress<Progress>? progress, CancellationToken stop)
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var options = new AcdcOptions { Threshold = 0.1, Checkpoint = folder.File(Tensors) };
        return CircuitJson.ToText(new AcdcSearch(experiment, options).Discover(progress, cancellation: stop));
    }

    private static void WriteFinding(TemporaryFolder folder) =>
        new JobFolder(folder.Path).Save(
            "plain",
            Fingerprint,
            new Finding
            {
                Scores = [0.5, double.PositiveInfinity, -1],
                ScoredBy = new CircuitMethod
                {
                    Name = "m",
                    Settings = new Dictionary<string, string> { ["a"] = "b" },
                },
                Circuits = [new FoundCircuit(0.1, [0, 2], "why")],
            }
        );

    private static string ReadFinding(TemporaryFolder folder) => Saved<Finding>(new JobFolder(folder.Path), "plain");

    private static void WriteTable(TemporaryFolder folder)
    {
        var score = new ProbeScore(0.75, 0.5, 0.25);
        new JobFile(folder.File("table.json")).Save(
            "seed 3",
            Fingerprint,
            new SeedScores(7, [.. Enum.GetValues<ShiftRow>().Select(_ => score)])
        );
    }

    private static string ReadTable(TemporaryFolder folder) =>
        Saved<SeedScores>(new JobFile(folder.File("table.json")), "seed 3", SeedScores.WhatIsWrong);

    private static string Saved<T>(JobStore store, string key, Func<T, string?>? check = null)
        where T : class =>
        store.Find(key, Fingerprint) is JobAnswer.Absent
            ? "none"
            : Identity.Of(
                store.Run<T>(key, Fingerprint, () => throw new InvalidOperationException("it was done again"), check)
            );
}

using System.CommandLine;
using System.Diagnostics;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>Finds circuits for behaviours automatically, from texts.</summary>
internal static class PipelineCommand
{
    private const int MostBehaviours = 4;

    private static readonly string[] Columns = ["cluster", "contexts", "nodes", "faithfulness", "behaviours"];

    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<FeatureEntry>(
            program,
            "The experiment on features, which has texts of its own; 'list' shows them."
        );
        var texts = CommonOptions.Number("--texts", "How many texts are read.", 10_000);
        var contexts = CommonOptions.Number("--contexts", "The most contexts that are clustered.", 2000, least: 2);
        var seed = CommonOptions.Number("--seed", "Seed of the texts, the sample and the clustering.", 0, least: 0);
        var method = new Option<string>("--method")
        {
            Description = "What clusters: spectral or kmeans.",
            HelpName = "method",
            DefaultValueFactory = _ => "spectral",
        };
        method.AcceptOnlyFromAmong("spectral", "kmeans");
        var output = CommonOptions.Out();
        var resume = new Option<bool>("--resume")
        {
            Description = "Resume from the stages that an interrupted run has finished in the results folder.",
        };
        var command = new Command(
            "pipeline",
            "Collect contexts whose next token the model predicts from an experiment's texts, cluster them, find a circuit of features for each "
                + "cluster, and compare the clusters with the behaviours that the texts name. Writes index.html to the folder NAME-pipeline of the "
                + "results."
        )
        {
            name,
            texts,
            contexts,
            seed,
            method,
            output,
            resume,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, chooses: false, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<FeatureEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                var request = new Request(
                    entry,
                    options.Request(entry, parsed, screen, program.Cancellation),
                    parsed.GetRequiredValue(texts),
                    parsed.GetRequiredValue(contexts),
                    parsed.GetRequiredValue(seed),
                    parsed.GetRequiredValue(method) == "spectral"
                );
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name + "-pipeline");
                if (!parsed.GetValue(resume))
                {
                    Forget(folder.Path);
                }

                return Run(request, folder.Path, screen, program.Cancellation);
            })
        );
        return command;
    }

    /// <exception cref="CommandException">An earlier run was interrupted, and its finished stages would be lost.</exception>
    private static void Forget(string folder)
    {
        if (CircuitPipeline.IsUnfinished(folder))
        {
            throw new CommandException(
                $"an interrupted run has left finished stages in {folder}; give the same command with --resume to resume from them, or delete the folder to start from scratch"
            );
        }

        CircuitPipeline.Forget(folder);
    }

    private static int Run(Request request, string folder, IScreen screen, CancellationToken cancellation)
    {
        var entry = request.Entry;
        if (entry.Texts is not { } corpus)
        {
            throw new CommandException(
                $"{entry.Name} has no texts of its own; let its class implement {nameof(ICorpus)}, which gives some"
            );
        }

        using var experiment = entry.Load(request.Load);
        var tokenizer = TextTokenizer.Load(request.Load.Weights ?? entry.OwnFolder!);
        var pipeline = new CircuitPipeline(
            experiment.Transformer,
            experiment.Dictionaries,
            tokenizer,
            Clusterers.Of(request.Spectral),
            entry.Pipeline!(
                new PipelineOptions
                {
                    Contexts = new ContextOptions { Count = request.Contexts, Seed = request.Seed },
                    Vectors = new VectorOptions { Kind = VectorKind.LastActivations, Seed = request.Seed },
                    Seed = request.Seed,
                }
            )
        );
        var identity = Invariant($"{entry.Declaration.Model}, seed {request.Seed}, {request.Texts} texts");
        StageTimes? times = null;
        PipelineResult result;
        try
        {
            result = screen.Watch(progress =>
                pipeline.Run(
                    corpus(tokenizer, request.Seed).Take(request.Texts),
                    identity,
                    folder,
                    times = new StageTimes(new WithTotal(progress, request.Texts)),
                    cancellation
                )
            );
        }
        catch (OperationCanceledException)
        {
            screen.Line(
                "cancelled; the finished stages are saved. To resume from them, give the same command with --resume"
            );
            throw;
        }

        screen.Rows(Summary(result));
        screen.Table(Columns, [.. result.Clusters.Select(Row)]);
        screen.Heading("time");
        screen.Rows(times!.Rows());
        screen.Heading("files");
        (string, string)[] files =
        [
            (Path.Combine(folder, "index.html"), "the clusters, their contexts and links to their circuits"),
        ];
        screen.Rows(files);
        screen.Document(
            "pipeline",
            () =>
                new()
                {
                    ["experiment"] = entry.Name,
                    ["summary"] = Documents.Rows(Summary(result)),
                    ["clusters"] = Documents.Table(Columns, result.Clusters.Select(Row)),
                    ["files"] = Documents.Files(files),
                }
        );
        return ExitCode.Done;
    }

    private static IReadOnlyList<(string Name, string Value)> Summary(PipelineResult result)
    {
        var sample = result.Sample;
        return
        [
            (
                "texts",
                Invariant($"{sample.Texts}, {Counted.Of(sample.Tokens, "token")}, {sample.Predicted} of them predicted")
            ),
            (
                "contexts",
                Invariant(
                    $"{sample.Contexts.Count}, without {Counted.Of(sample.Repeats, "repeat")} and {Counted.Of(sample.Phrases, "set phrase")}"
                )
            ),
            .. result.Clustering.Trials.Select(trial =>
                (
                    Invariant($"silhouette of {Counted.Of(trial.Clusters, "cluster")}"),
                    Invariant($"{trial.Silhouette:0.000}")
                )
            ),
            ("clusters", Invariant($"{result.Clustering.Count}")),
            ("adjusted Rand index, behaviours", Invariant($"{result.BehaviourAgreement:0.000}")),
            ("adjusted Rand index, kinds of text", Invariant($"{result.KindAgreement:0.000}")),
        ];
    }

    private static IReadOnlyList<string> Row(ContextCluster cluster) =>
        [
            Invariant($"{cluster.Number}"),
            Invariant($"{cluster.Contexts.Count}"),
            Invariant($"{cluster.Circuit.Kept.Count}"),
            Invariant($"{cluster.Circuit.Measure.Faithfulness:0.00}"),
            string.Join(
                ", ",
                cluster.Composition.Take(MostBehaviours).Select(part => Invariant($"{part.Behaviour} {part.Count}"))
            ),
        ];

    /// <summary>The request to a run.</summary>
    private sealed record Request(
        FeatureEntry Entry,
        LoadRequest Load,
        int Texts,
        int Contexts,
        int Seed,
        bool Spectral
    );

    /// <summary>Measures the time of stages, and passes their progress on.</summary>
    private sealed class StageTimes(IProgress<Progress> to) : IProgress<Progress>
    {
        private readonly List<(string Stage, TimeSpan Until)> _stages = [];
        private readonly Stopwatch _time = Stopwatch.StartNew();

        public void Report(Progress value)
        {
            if (_stages.Count > 0 && _stages[^1].Stage == value.Stage)
            {
                _stages[^1] = (value.Stage, _time.Elapsed);
            }
            else
            {
                _stages.Add((value.Stage, _time.Elapsed));
            }

            to.Report(value);
        }

        public IReadOnlyList<(string Name, string Value)> Rows()
        {
            var ends = _stages.Select((stage, i) => i + 1 < _stages.Count ? stage.Until : _time.Elapsed).ToArray();
            return
            [
                .. _stages.Select(
                    (stage, i) =>
                        (
                            stage.Stage,
                            Invariant($"{(ends[i] - (i == 0 ? TimeSpan.Zero : ends[i - 1])).TotalSeconds:0.0} s")
                        )
                ),
                ("all", Invariant($"{_time.Elapsed.TotalSeconds:0.0} s")),
            ];
        }
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Finds a circuit of features, its curves, and the accuracy of estimates.</summary>
internal static class FeaturesCommand
{
    // Texts of evidence are not those that dictionaries are trained on, whose seed is 0.
    private const int EvidenceSeed = 1;

    private const int CorpusTexts = 2000;
    private const int Points = 10;

    // Parts of the work that save a checkpoint.
    private const string Features = "features";
    private const string Neurons = "neurons";
    private const string Curves = "curves";
    private const string Exact = "exact";

    private static readonly string[] Parts = [Features, Neurons, Curves, Exact];

    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<FeatureEntry>(program, "The experiment on features; 'list' shows them.");
        var nodes = CommonOptions.Number("--nodes", "The number of features and error terms to keep.", 100);
        var exact = new Option<bool>("--exact")
        {
            Description =
                "Instead of a circuit, print how well attribution and integrated gradients agree with the measured effect of every "
                + "feature, site by site. Takes some minutes.",
        };
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "features",
            "Find the dictionary features that an experiment's behaviour depends on, and the edges between them, and "
                + "draw faithfulness against size on held-out prompts, alongside neurons and random features. Writes the circuit, its "
                + "page, the evidence and the curves to the results folder."
        )
        {
            name,
            nodes,
            exact,
            output,
            resume,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<FeatureEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name);
                return new Resumption
                {
                    Checkpoints = [.. Parts.Select(part => folder.CheckpointOf(part))],
                    Resume = parsed.GetValue(resume),
                    Command = ProgramContext.Resuming(parsed),
                }.Run(
                    screen,
                    () =>
                    {
                        var load = options.Request(entry, parsed, screen, program.Cancellation);
                        using var experiment = entry.Load(load);
                        return parsed.GetValue(exact)
                            ? Correlate(experiment, folder, screen, program.Cancellation)
                            : new Search(program, entry, load, experiment, folder, screen).Find(
                                parsed.GetRequiredValue(nodes)
                            );
                    }
                );
            })
        );
        return command;
    }

    private static int Correlate(
        FeatureExperiment experiment,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var exact = screen.Watch(progress =>
            new FeatureExactEffects(experiment.Task, Keeping(folder, Exact)).Run(progress, cancellation)
        );
        var attribution = new FeatureAttribution(experiment.Task).Run(null, cancellation);
        var integrated = screen.Watch(progress =>
            new FeatureIntegratedGradients(experiment.Task, new MidpointRule(Points)).Run(progress, cancellation)
        );
        screen.Table(
            FeatureCurveText.CorrelationColumns,
            FeatureCurveText.CorrelationRows([
                ("attribution", FeatureCorrelation.Of(exact, attribution)),
                (integrated.Method.Name, FeatureCorrelation.Of(exact, integrated)),
            ])
        );
        screen.Line(
            "over the nodes whose measured effect is not zero; relative error: sum of absolute differences over sum of absolute measured effects"
        );
        return ExitCode.Done;
    }

    private static IReadOnlyList<FeatureEvaluationOptions> Ways { get; } =
    [
        new() { Ablation = Ablation.Mean },
        new() { Ablation = Ablation.Zero },
        new() { Ablation = Ablation.Interchange },
        new() { Ablation = Ablation.Mean, Errors = ErrorHandling.Removed },
        new() { Ablation = Ablation.Mean, Errors = ErrorHandling.ResidualOnly },
        new() { Ablation = Ablation.Mean, Errors = ErrorHandling.Kept },
    ];

    private static FeatureScoringOptions Keeping(ResultFolder folder, string part) =>
        new() { Checkpoint = folder.CheckpointOf(part) };

    /// <summary>One search for a circuit of features, with its curves and its evidence.</summary>
    private sealed class Search(
        ProgramContext program,
        FeatureEntry entry,
        LoadRequest load,
        FeatureExperiment experiment,
        ResultFolder folder,
        IScreen screen
    )
    {
        private readonly CancellationToken _cancellation = program.Cancellation;

        public int Find(int nodes)
        {
            var rule = new MidpointRule(Points);
            var scores = screen.Watch(progress =>
                new FeatureIntegratedGradients(experiment.Task, rule, Keeping(folder, Features)).Run(
                    progress,
                    _cancellation
                )
            );
            var search = new FeatureCircuitSearch(experiment.Task, new FeatureCircuitOptions { Nodes = nodes });
            var circuit = screen.Watch(progress => search.Discover(scores, progress, _cancellation));
            screen.Rows(CircuitSummary.Rows(circuit));
            var heldOut = HeldOut();
            var neurons = screen.Watch(progress =>
                new FeatureIntegratedGradients(experiment.Neurons, rule, Keeping(folder, Neurons)).Run(
                    progress,
                    _cancellation
                )
            );
            var curves = screen.Watch(progress =>
                FeatureCurves.Draw(
                    scores,
                    experiment.On(heldOut),
                    neurons,
                    experiment.NeuronsOn(heldOut),
                    Ways,
                    progress: progress,
                    cancellation: _cancellation,
                    checkpoint: folder.CheckpointOf(Curves)
                )
            );
            screen.Heading(
                FormattableString.Invariant(
                    $"faithfulness (completeness) on {heldOut.Count} held-out prompts, sites from block {experiment.Transformer.Architecture.Layers / 3} on"
                )
            );
            screen.Table(FeatureCurveText.Columns(curves), FeatureCurveText.Rows(curves));
            var files = folder.Write(circuit, Evidence(circuit), heldOut.Hash, curves, program.Experiments.Formats);
            screen.Heading("files");
            screen.Rows(files);
            screen.Document(
                "features",
                () =>
                    new()
                    {
                        ["experiment"] = entry.Name,
                        ["circuit"] = JsonNode.Parse(CircuitJson.ToText(circuit)),
                        ["held_out"] = heldOut.Count,
                        ["curves"] = Documents.Table(FeatureCurveText.Columns(curves), FeatureCurveText.Rows(curves)),
                        ["files"] = Documents.Files(files),
                    }
            );
            return ExitCode.Done;
        }

        /// <summary>Contexts of the circuit's features: in texts of the experiment's corpus, or else in its prompts.</summary>
        private IReadOnlyList<FeatureEvidence> Evidence(Circuit circuit)
        {
            var tokenizer = Tokenizers.Of(entry, load);
            var texts =
                entry.Texts is { } corpus && tokenizer is not null
                    ? corpus(tokenizer, EvidenceSeed).Take(CorpusTexts).Select(text => text.Tokens)
                    : experiment.Prompts.Pairs.Select(pair => pair.Clean);
            return (
                tokenizer is null
                    ? new FeatureEvidenceCollector(
                        experiment.Transformer,
                        experiment.Dictionaries,
                        token => FormattableString.Invariant($" {token}")
                    )
                    : new FeatureEvidenceCollector(experiment.Transformer, experiment.Dictionaries, tokenizer)
            ).Collect(circuit.Features, texts, cancellation: _cancellation);
        }

        /// <summary>Prompts of another seed, without those that circuits are found on; where there are none, those themselves.</summary>
        private PromptPairs HeldOut()
        {
            static string Key(PromptPair pair) => string.Join(' ', pair.Clean);
            var known = experiment.Prompts.Pairs.Select(Key).ToHashSet();
            var choices = load.Choices ?? new ExperimentChoices();
            PromptPair[] others =
            [
                .. entry
                    .MakePrompts(
                        load.Weights ?? entry.OwnFolder,
                        choices with
                        {
                            Seed = (choices.Seed ?? entry.Declaration.DatasetSeed) + 1,
                        }
                    )
                    .Pairs.Where(pair => !known.Contains(Key(pair))),
            ];
            if (others.Length > 0)
            {
                return PromptPairs.Of(others);
            }

            screen.Line(
                "warning: the data set has no other prompts, so that circuits are measured on the prompts that they were found on"
            );
            return experiment.Prompts;
        }
    }
}

using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Finds the circuit of features behind subject-verb agreement in Primer, its curves, and the accuracy of estimates.</summary>
internal static class FeaturesCommand
{
    private const string Name = "primer-agreement-features";

    // Prompts that circuits are measured on, and not found on.
    private const int HeldOutSeed = 1;

    private const int CorpusTexts = 2000;
    private const int Points = 10;

    // Parts of the work that save a checkpoint.
    private const string Features = "features";
    private const string Neurons = "neurons";
    private const string Curves = "curves";
    private const string Exact = "exact";

    private static readonly string[] Parts = [Features, Neurons, Curves, Exact];

    public static Command Make(Interrupt interrupt)
    {
        var nodes = CommonOptions.Number("--nodes", "The number of features and error terms to keep.", 100);
        var exact = new Option<bool>("--exact")
        {
            Description =
                "Instead of a circuit, print how well attribution and integrated gradients agree with the measured effect of every "
                + "feature, site by site. Takes some minutes.",
        };
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "features",
            "Find the sparse-autoencoder features by which Primer makes a verb agree with its subject, and the edges between them, and "
                + "draw faithfulness against size on held-out prompts, alongside neurons and random features. Writes the circuit, its "
                + $"page, the evidence and the curves to {Name} in the results folder."
        )
        {
            nodes,
            exact,
            device,
            output,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var screen = Screen.Open();
                screen.Heading(Name);
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), Name);
                return new Resumption
                {
                    Checkpoints = [.. Parts.Select(part => folder.CheckpointOf(part))],
                    Resume = parsed.GetValue(resume),
                }.Run(
                    screen,
                    () =>
                    {
                        using var experiment = PrimerAgreementFeatures.LoadTrained(
                            TorchRuntime.ParseDevice(parsed.GetRequiredValue(device))
                        );
                        return parsed.GetValue(exact)
                            ? Correlate(experiment, folder, screen, interrupt.Token)
                            : Find(experiment, parsed.GetRequiredValue(nodes), folder, screen, interrupt.Token);
                    }
                );
            })
        );
        return command;
    }

    private static int Find(
        PrimerAgreementFeatures experiment,
        int nodes,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var rule = new MidpointRule(Points);
        var scores = screen.Watch(progress =>
            experiment.FeatureIntegratedGradients(rule, Keeping(folder, Features)).Run(progress, cancellation)
        );
        var search = experiment.FeatureCircuit(new FeatureCircuitOptions { Nodes = nodes });
        var circuit = screen.Watch(progress => search.Discover(scores, progress, cancellation));
        screen.Rows(CircuitSummary.Rows(circuit));
        var heldOut = HeldOut(experiment.Prompts);
        var neurons = screen.Watch(progress =>
            new FeatureIntegratedGradients(experiment.Neurons, rule, Keeping(folder, Neurons)).Run(
                progress,
                cancellation
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
                cancellation: cancellation,
                checkpoint: folder.CheckpointOf(Curves)
            )
        );
        screen.Heading(
            FormattableString.Invariant(
                $"faithfulness (completeness) on {heldOut.Count} held-out prompts, sites from block {experiment.Model.Architecture.Layers / 3} on"
            )
        );
        screen.Table(FeatureCurveText.Columns(curves), FeatureCurveText.Rows(curves));
        var tokenizer = TextTokenizer.Load(PrimerWeights.Folder);
        var evidence = new FeatureEvidenceCollector(experiment.Model, experiment.Dictionaries, tokenizer).Collect(
            circuit.Features,
            new PrimerGrammar(tokenizer).Texts(HeldOutSeed).Take(CorpusTexts).Select(text => text.Tokens),
            cancellation: cancellation
        );
        screen.Heading("files");
        screen.Rows(folder.Write(circuit, evidence, heldOut.Hash, curves));
        return ExitCode.Done;
    }

    private static int Correlate(
        PrimerAgreementFeatures experiment,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var exact = screen.Watch(progress =>
            experiment.FeatureExactEffects(Keeping(folder, Exact)).Run(progress, cancellation)
        );
        var attribution = experiment.FeatureAttribution().Run(null, cancellation);
        var integrated = screen.Watch(progress =>
            experiment.FeatureIntegratedGradients(new MidpointRule(Points)).Run(progress, cancellation)
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

    /// <summary>Prompts of another seed, without those that circuits are found on.</summary>
    private static PromptPairs HeldOut(PromptPairs found)
    {
        static string Key(PromptPair pair) => string.Join(' ', pair.Clean);
        var known = found.Pairs.Select(Key).ToHashSet();
        return PromptPairs.Of(
            PrimerAgreementFeatures
                .MakePrompts(PrimerWeights.Folder, HeldOutSeed)
                .Pairs.Where(pair => !known.Contains(Key(pair)))
        );
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
}

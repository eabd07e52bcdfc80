using static System.FormattableString;

namespace Circuitry.App;

/// <summary>An experiment of any kind, loaded to be looked at. Owns it.</summary>
internal sealed class LoadedExperiment : IDisposable
{
    private readonly Experiment _experiment;

    private LoadedExperiment(
        Experiment experiment,
        ExperimentPreview? preview,
        IReadOnlyList<(string Name, string Value)> rows
    ) => (_experiment, Preview, Rows) = (experiment, preview, rows);

    /// <summary>Its prompts; null of a probe, which has texts with labels.</summary>
    public ExperimentPreview? Preview { get; }

    /// <summary>What was declared and found, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Rows { get; }

    /// <summary>Loads an experiment and looks at its prompts.</summary>
    /// <exception cref="CircuitryException">Something that it needs is missing, or does not fit.</exception>
    public static LoadedExperiment Of(ExperimentEntry entry, LoadRequest request)
    {
        var tokenizer = Tokenizers.Of(entry, request);
        return entry switch
        {
            GraphEntry graph => Of(graph.Load(request), tokenizer),
            FeatureEntry features => Of(features.Load(request), tokenizer),
            ShiftEntry shift => Of(shift.Load(request), tokenizer),
            _ => throw new CommandException($"{entry.Name} is an experiment of a kind that this program does not know"),
        };
    }

    public void Dispose() => _experiment.Dispose();

    private static LoadedExperiment Of(GraphExperiment experiment, TextTokenizer? tokenizer) =>
        Guarded(
            experiment,
            () =>
                new(
                    experiment,
                    ExperimentPreview.Of(experiment, tokenizer),
                    [
                        .. CircuitSummary.Declaration(experiment.Declaration),
                        ("units", Invariant($"{experiment.Units.Count} {experiment.Units.Noun}")),
                        .. Common(experiment, tokenizer),
                    ]
                )
        );

    private static LoadedExperiment Of(FeatureExperiment experiment, TextTokenizer? tokenizer) =>
        Guarded(
            experiment,
            () =>
                new(
                    experiment,
                    ExperimentPreview.Of(
                        experiment.Transformer,
                        experiment.Prompts,
                        experiment.Metric,
                        experiment.Ablation,
                        tokenizer
                    ),
                    [
                        .. CircuitSummary.Declaration(experiment.Declaration),
                        ("dictionaries", Invariant($"{experiment.Dictionaries.Sites.Count} sites")),
                        .. Common(experiment, tokenizer),
                    ]
                )
        );

    private static LoadedExperiment Of(ShiftExperiment experiment, TextTokenizer? tokenizer) =>
        Guarded(
            experiment,
            () =>
            {
                var texts = experiment.MakeTexts(experiment.Declaration.DatasetSeed);
                return new(
                    experiment,
                    null,
                    [
                        ("experiment", experiment.Declaration.Experiment),
                        ("model", experiment.Declaration.Model),
                        ("data set", experiment.Declaration.Dataset),
                        (
                            "texts",
                            Invariant(
                                $"{texts.Ambiguous.Count} ambiguous, {texts.Balanced.Count} balanced, {texts.Test.Count} to test"
                            )
                        ),
                        ("probe", Invariant($"behind block {experiment.Declaration.Block}")),
                        .. Common(experiment, tokenizer),
                    ]
                );
            }
        );

    private static LoadedExperiment Guarded(Experiment experiment, Func<LoadedExperiment> look)
    {
        try
        {
            return look();
        }
        catch
        {
            experiment.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<(string Name, string Value)> Common(Experiment experiment, TextTokenizer? tokenizer)
    {
        var model = experiment.Transformer;
        return
        [
            ("weights", model.Weights.Revision ?? $"SHA-256 {model.Weights.Hash[..16]}..."),
            ("number type", $"{model.NumberType} on {model.Device}"),
            ("tokenizer", tokenizer is null ? "none; tokens are numbers" : Invariant($"{tokenizer.Count} tokens")),
        ];
    }
}

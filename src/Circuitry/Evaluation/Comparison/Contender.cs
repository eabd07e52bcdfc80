using System.Globalization;

namespace Circuitry.Evaluation;

/// <summary>An algorithm with its settings, as it takes part in a comparison.</summary>
public abstract class Contender
{
    private protected Contender(string name, DiscoveryMethod method, string? parameter)
    {
        Name = name;
        Method = method;
        Parameter = parameter;
    }

    /// <summary>What it is called in tables, plots and file names, such as <c>EAP-IG(5)</c>.</summary>
    public string Name { get; private set; }

    /// <summary>The algorithm.</summary>
    public DiscoveryMethod Method { get; }

    /// <summary>What it is run at several values of, such as the threshold; null for one that ranks all units in one run.</summary>
    public string? Parameter { get; }

    /// <summary>Everything that decides what it finds beside its name.</summary>
    private protected abstract object Settings { get; }

    /// <summary>Everything that decides what it finds, as canonical text.</summary>
    internal string Identity => $"{Name} {Files.Identity.Of(Settings)}";

    /// <summary>Refuses experiments that it does not suit, before anything is computed.</summary>
    /// <exception cref="UnsuitableMethodException">It does not suit the experiment.</exception>
    internal virtual void Check(GraphExperiment experiment) => experiment.Require(Method);

    internal abstract Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        Action<double> share,
        CancellationToken cancellation
    );

    /// <summary>The same under another name, so that one algorithm can take part with several settings.</summary>
    /// <param name="name">A name that no other contender has and that a file can have.</param>
    /// <exception cref="ArgumentException">The name is empty, or a file cannot have it.</exception>
    public Contender Named(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new ArgumentException($"'{name}' cannot be the name of a file", nameof(name));
        }

        var named = (Contender)MemberwiseClone();
        named.Name = name;
        return named;
    }

    /// <summary>EAP.</summary>
    public static Contender EdgeAttributionPatching(ScoringOptions? options = null)
    {
        options = (options ?? new ScoringOptions()) with { Checkpoint = null };
        return new ScoringContender(
            "EAP",
            DiscoveryMethod.EdgeAttributionPatching,
            options,
            (experiment, checkpoint) =>
                new EdgeAttributionPatching(experiment, options with { Checkpoint = checkpoint }).Score
        );
    }

    /// <summary>EAP-IG.</summary>
    public static Contender IntegratedGradients(IntegratedGradientsOptions options) =>
        new ScoringContender(
            FormattableString.Invariant($"EAP-IG({options.Rule.Steps})"),
            DiscoveryMethod.IntegratedGradients,
            options,
            (experiment, checkpoint) =>
                new IntegratedGradients(experiment, options with { Checkpoint = checkpoint }).Score
        );

    /// <summary>The clean-corrupted method.</summary>
    public static Contender CleanCorrupted(ScoringOptions? options = null)
    {
        options = (options ?? new ScoringOptions()) with { Checkpoint = null };
        return new ScoringContender(
            "clean-corrupted",
            DiscoveryMethod.CleanCorrupted,
            options,
            (experiment, checkpoint) => new CleanCorrupted(experiment, options with { Checkpoint = checkpoint }).Score
        );
    }

    /// <summary>Exact effects.</summary>
    public static Contender ExactEffects(ScoringOptions? options = null)
    {
        options = (options ?? new ScoringOptions()) with { Checkpoint = null };
        return new ScoringContender(
            "exact",
            DiscoveryMethod.ExactEffects,
            options,
            (experiment, checkpoint) => new ExactEffects(experiment, options with { Checkpoint = checkpoint }).Score
        );
    }

    /// <summary>HISP; an edge ranks by the lesser of its ends.</summary>
    public static Contender HeadImportance(HeadImportanceOptions? options = null)
    {
        options ??= new HeadImportanceOptions();
        return new ScoringContender(
            "HISP",
            DiscoveryMethod.HeadImportance,
            options,
            (experiment, _) => (_, _) => new HeadImportance(experiment, options).Score().ToUnits()
        );
    }

    /// <summary>ACDC at several thresholds.</summary>
    public static Contender Acdc(params IReadOnlyList<double> thresholds) =>
        Acdc(new AcdcSweepOptions { Thresholds = thresholds });

    /// <summary>ACDC at several thresholds, with settings of its own; the comparison keeps its checkpoint.</summary>
    public static Contender Acdc(AcdcSweepOptions options) => new AcdcContender(options);

    /// <summary>Subnetwork probing at several lambdas.</summary>
    /// <param name="lambdas">The lambdas.</param>
    /// <param name="options">Settings other than lambda and checkpoint; null for the defaults.</param>
    public static Contender SubnetworkProbing(IReadOnlyList<double> lambdas, SubnetworkProbingOptions? options = null)
    {
        options = (options ?? new SubnetworkProbingOptions { Lambda = 0 }) with { Checkpoint = null };
        return new SearchContender(
            options.Units is MaskUnits.Writers or MaskUnits.Components ? "SP (nodes)" : "SP",
            DiscoveryMethod.SubnetworkProbing,
            "lambda",
            lambdas,
            options with
            {
                Lambda = 0,
            },
            (experiment, run) =>
                new SubnetworkProbing(
                    experiment,
                    options with
                    {
                        Lambda = run.Setting,
                        Checkpoint = run.Checkpoint,
                    }
                ).Train(run.Told<MaskProgress>(p => (double)p.Step / p.Steps), run.Cancellation)
        );
    }

    /// <summary>Edge pruning at several target sparsities.</summary>
    /// <param name="targetSparsities">The shares of edges to remove.</param>
    /// <param name="options">Settings other than target and checkpoint; null for the defaults.</param>
    public static Contender EdgePruning(IReadOnlyList<double> targetSparsities, EdgePruningOptions? options = null)
    {
        options = (options ?? new EdgePruningOptions { TargetSparsity = 0 }) with { Checkpoint = null };
        return new SearchContender(
            "edge pruning",
            DiscoveryMethod.EdgePruning,
            "target sparsity",
            targetSparsities,
            options with
            {
                TargetSparsity = 0,
            },
            (experiment, run) =>
                new EdgePruning(
                    experiment,
                    options with
                    {
                        TargetSparsity = run.Setting,
                        Checkpoint = run.Checkpoint,
                    }
                ).Train(run.Told<MaskProgress>(p => (double)p.Step / p.Steps), run.Cancellation)
        );
    }

    /// <summary>
    /// Every algorithm that suits an experiment, at settings that follow from the gap between the metric of the full model and
    /// of the empty circuit: thresholds from a millionth of the gap to the gap, lambdas from a hundredth to three times it.
    /// </summary>
    /// <exception cref="EvaluationException">There is no gap: the full model and the empty circuit measure the same.</exception>
    public static IReadOnlyList<Contender> Suitable(GraphExperiment experiment)
    {
        var gap = Math.Abs(
            experiment.Measure(UnitSet.All(experiment.Units)) - experiment.Measure(UnitSet.None(experiment.Units))
        );
        if (!(gap > 0) || !double.IsFinite(gap))
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"the full model and the empty circuit of {experiment.Declaration.Experiment} differ by {gap} in {experiment.Metric.Name}, which gives no scale for settings; look at the prompts, or give contenders of your own"
                )
            );
        }

        return [.. experiment.Methods.Select(method => Suitable(experiment, method, gap))];
    }

    private static Contender Suitable(GraphExperiment experiment, DiscoveryMethod method, double gap) =>
        method switch
        {
            DiscoveryMethod.Acdc => Acdc([
                .. Enumerable.Range(0, 13).Select(i => Rounded(gap * Math.Pow(10, (i - 12) / 2.0))),
            ]),
            DiscoveryMethod.EdgeAttributionPatching => EdgeAttributionPatching(),
            DiscoveryMethod.IntegratedGradients => IntegratedGradients(
                new IntegratedGradientsOptions
                {
                    Path =
                        experiment.Declaration.Ablation == Ablation.Interchange
                            ? new EmbeddingPath()
                            : new ActivationPath(),
                    Rule = new GaussLegendreRule(5),
                }
            ),
            DiscoveryMethod.CleanCorrupted => CleanCorrupted(),
            DiscoveryMethod.ExactEffects => ExactEffects(),
            DiscoveryMethod.HeadImportance => HeadImportance(),
            DiscoveryMethod.SubnetworkProbing => SubnetworkProbing([
                .. Enumerable.Range(0, 6).Select(i => Rounded(gap * Math.Pow(10, i / 2.0 - 2))),
            ]),
            DiscoveryMethod.EdgePruning => EdgePruning([0.5, 0.7, 0.8, 0.9, 0.95, 0.98]),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "takes no part in comparisons"),
        };

    /// <summary>Two significant digits, as one would write it.</summary>
    private static double Rounded(double value) =>
        double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

namespace Circuitry.Discovery;

/// <summary>Everything needed to find a circuit again.</summary>
public sealed record CircuitProvenance
{
    /// <summary>Begins the provenance of a circuit of a graph.</summary>
    /// <param name="declaration">What the experiment's attributes say.</param>
    public CircuitProvenance(ExperimentDeclaration declaration) => Declaration = declaration;

    /// <summary>Begins the provenance of a circuit of features.</summary>
    /// <param name="declaration">What the experiment's attributes say.</param>
    /// <param name="dictionaries">SHA-256 of the dictionary at each site, by the site's TransformerLens name.</param>
    public CircuitProvenance(FeatureDeclaration declaration, IReadOnlyDictionary<string, string> dictionaries) =>
        (Declaration, Dictionaries) = (
            declaration,
            new SortedDictionary<string, string>(dictionaries.ToDictionary(), StringComparer.Ordinal)
        );

    /// <summary>The declaration: what the experiment's attributes say.</summary>
    public CircuitDeclaration Declaration { get; }

    /// <summary>
    /// SHA-256 of the dictionary at each site, by the site's TransformerLens name; null where units are parts of the model and not
    /// features of dictionaries.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Dictionaries { get; }

    /// <summary>
    /// The prompts, in words, where they are not the declared data set's: another data set, size or seed, or "given at run time";
    /// null where they are the declared ones.
    /// </summary>
    public string? GivenPrompts { get; init; }

    /// <summary>The metric with its numbers where it is not the declared one; null where it is.</summary>
    public string? GivenMetric { get; init; }

    /// <summary>The ablation with its numbers where it is not the declared one; null where it is.</summary>
    public string? GivenAblation { get; init; }

    /// <summary>The convention for biases of MLPs under zero ablation, in the search and in all that was measured.</summary>
    public BiasConvention Biases { get; init; }

    /// <summary>The alignment by which mean ablation averaged positions; <see cref="MeanAlignment.End"/> under other ablations.</summary>
    public MeanAlignment MeanAlignment { get; init; }

    /// <summary>The method that found the circuit, with its settings.</summary>
    public required CircuitMethod Method { get; init; }

    /// <summary>SHA-256 of the weights.</summary>
    public required string ModelHash { get; init; }

    /// <summary>
    /// Repository and commit that the weights were published under, such as
    /// <c>google/gemma-2-2b@c5ebcd40d208330abc697524c919956e692655cf</c>; null where they were not read from the Hugging Face cache.
    /// </summary>
    public string? ModelRevision { get; init; }

    /// <summary>SHA-256 of the prompts.</summary>
    public required string DataHash { get; init; }

    /// <summary>Number of pairs of prompts, or of prompts where they have no partner.</summary>
    public required int Prompts { get; init; }

    /// <summary>The number type of the computation.</summary>
    public required string NumberType { get; init; }

    /// <summary>Circuitry's version.</summary>
    public required string Version { get; init; }

    /// <summary>The tensor runtime, its threads and the processor.</summary>
    public required string Runtime { get; init; }

    /// <summary>Notes where a circuit comes from.</summary>
    public static CircuitProvenance Of(GraphExperiment experiment, CircuitMethod method) =>
        new(experiment.Declaration)
        {
            GivenPrompts = experiment.GivenPrompts(experiment.Prompts),
            GivenMetric = GivenAtRunTime.Metric(
                experiment.DeclaredBy,
                experiment.Declaration.Metric,
                experiment.Metric
            ),
            GivenAblation = GivenAtRunTime.Ablation(experiment.Declaration.Ablation, experiment.Ablation),
            Biases = experiment.Biases,
            MeanAlignment = experiment.Ablation.CouplesPrompts ? experiment.Prompts.MeanAlignment : MeanAlignment.End,
            Method = method,
            ModelHash = experiment.Transformer.Weights.Hash,
            ModelRevision = experiment.Transformer.Weights.Revision,
            DataHash = experiment.Prompts.Hash,
            Prompts = experiment.Prompts.Count,
            NumberType = experiment.Transformer.NumberType.ToString(),
            Version = RunningVersion,
            Runtime = TorchRuntime.Describe(),
        };

    /// <summary>The version of the running Circuitry.</summary>
    internal static string RunningVersion => typeof(CircuitProvenance).Assembly.GetName().Version!.ToString(3);
}

/// <summary>A method and its settings, as text, sorted by name.</summary>
public sealed record CircuitMethod
{
    /// <summary>The method's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>This method with its settings in the order of files.</summary>
    internal CircuitMethod Sorted() =>
        this with
        {
            Settings = new SortedDictionary<string, string>(Settings.ToDictionary(), StringComparer.Ordinal),
        };
}

namespace Circuitry;

/// <summary>
/// Declares a circuit experiment. The generator emits its patched forward and its drivers, and lists it among what the program of
/// the project runs by name.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExperimentAttribute : Attribute
{
    /// <summary>Declares an experiment whose name on the command line is the class's, in lower case with hyphens.</summary>
    public ExperimentAttribute() { }

    /// <summary>Declares an experiment under a name of its own on the command line.</summary>
    /// <param name="name">The name, which is also that of the results folder: lower-case letters, digits and hyphens.</param>
    public ExperimentAttribute(string name) => Name = name;

    /// <summary>The name on the command line and of the results folder; null for the class's.</summary>
    public string? Name { get; }

    /// <summary>One line about the question and the model, as lists show it; null for the experiment's and the model's names.</summary>
    public string? Summary { get; set; }

    /// <summary>The threshold at which ACDC runs when none is given; NaN for a twentieth of the metric's gap between full model and empty circuit.</summary>
    public double Threshold { get; set; } = double.NaN;

    /// <summary>Whether the program runs it only when it is named, because it takes longer than others.</summary>
    public bool OnlyByName { get; set; }
}

/// <summary>The model an experiment studies.</summary>
/// <typeparam name="TModel">A class declared with <see cref="TransformerAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelAttribute<TModel> : Attribute
    where TModel : class;

/// <summary>The prompts an experiment runs on.</summary>
/// <typeparam name="TDataset">Makes pairs of clean and corrupted prompts.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DatasetAttribute<TDataset> : Attribute
    where TDataset : IDataset, new()
{
    /// <summary>Number of pairs to make; 0 for all that the data set has.</summary>
    public int Size { get; set; }

    /// <summary>The seed of whatever is drawn at random.</summary>
    public int Seed { get; set; }
}

/// <summary>The ablation of an experiment: what replaces a writer's activation along a removed edge.</summary>
/// <param name="ablation">An ablation that comes with Circuitry, such as <see cref="Circuitry.Ablation.Interchange"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CorruptionAttribute(ShippedAblation ablation) : Attribute
{
    /// <summary>The ablation.</summary>
    public ShippedAblation Ablation { get; } = ablation;
}

/// <summary>An ablation of your own: what replaces a writer's activation along a removed edge.</summary>
/// <typeparam name="TAblation">The ablation's class; <see cref="AblationTraitsAttribute"/> on it says what data sets and algorithms it suits.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CorruptionAttribute<TAblation> : Attribute
    where TAblation : Ablation, new();

/// <summary>Declares the metric of an experiment.</summary>
/// <typeparam name="TMetric">The metric; its type says whether higher or lower is better.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MetricAttribute<TMetric> : Attribute
    where TMetric : Metric, new();

/// <summary>The units a circuit is made of.</summary>
/// <param name="granularity">Nodes, edges or features.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GranularityAttribute(Granularity granularity) : Attribute
{
    /// <summary>Nodes, edges or features.</summary>
    public Granularity Granularity { get; } = granularity;

    /// <summary>Whether a head's query, key and value inputs are readers of their own.</summary>
    public bool SplitQueryKeyValue { get; set; } = true;

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public bool SplitEmbedding { get; set; }

    /// <summary>
    /// Whether a unit at one position and at another are two units: what nodes write is split into groups of positions, which
    /// the data set names (<see cref="IPositionGrouped"/>), and features are told apart at every position.
    /// </summary>
    public bool SplitPositions { get; set; }
}

/// <summary>The dictionaries whose features an experiment studies.</summary>
/// <param name="manifest">
/// The path of a <c>dictionaries.json</c>, or its end, as the project lists it among its AdditionalFiles: which site has a
/// dictionary, and of what size.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DictionariesAttribute(string manifest) : Attribute
{
    /// <summary>The path of the <c>dictionaries.json</c>, or its end.</summary>
    public string Manifest { get; } = manifest;
}

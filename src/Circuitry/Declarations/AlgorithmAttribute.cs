namespace Circuitry;

/// <summary>
/// Describes an algorithm, shipped or your own. Every experiment that it suits gets a driver that makes the class; on every other
/// its use does not compile, with the reason.
/// </summary>
/// <remarks>
/// The class has one public constructor, whose first parameter is the experiment (<see cref="GraphExperiment"/>), or the task
/// (<c>FeatureTask</c>) where its units are features of dictionaries; the driver takes the others. Where the only other one is an options object with one required number, the driver takes that number as well. A class
/// that implements <see cref="IAlgorithm"/> takes part in comparisons and is listed by commands.
/// </remarks>
/// <param name="name">What tables, files and messages call it, such as EAP.</param>
/// <param name="summary">What it does, as the sentence that the driver's tooltip shows, without a full stop.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AlgorithmAttribute(string name, string summary) : Attribute
{
    /// <summary>The name in tables, files and messages, such as EAP.</summary>
    public string Name { get; } = name;

    /// <summary>The description, as the sentence that the driver's tooltip shows, without a full stop.</summary>
    public string Summary { get; } = summary;

    /// <summary>The name of the driver, and of the algorithm on the command line; null for the class's.</summary>
    public string? Driver { get; set; }

    /// <summary>The meaning of the one required number of its options, as the sentence that a tooltip shows; null where there is none.</summary>
    public string? Parameter { get; set; }

    /// <summary>
    /// Set where it takes the gradient at the clean run, which is zero under a <see cref="Divergence"/>: what to use there instead, as the
    /// end of a sentence.
    /// </summary>
    public string? GradientAtClean { get; set; }

    /// <summary>
    /// Set where it goes to the corrupted run, which is not the empty circuit under every ablation: what to use there instead, as the end
    /// of a sentence.
    /// </summary>
    public string? CorruptedRun { get; set; }

    /// <summary>Set where neurons cannot be its units: what to use for them, as the end of a sentence.</summary>
    public string? NotNeurons { get; set; }

    /// <summary>Whether a comparison of the program runs it only when it is named, because it takes thousands of passes, as training does.</summary>
    public bool OnlyByName { get; set; }

    /// <summary>Set where only edges are its units: what to use for others, as the end of a sentence.</summary>
    public string? EdgesOnly { get; set; }
}

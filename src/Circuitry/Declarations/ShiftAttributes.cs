namespace Circuitry;

/// <summary>
/// Declares a SHIFT experiment ("Sparse Feature Circuits", section 4): a probe on a model, texts in which its purpose and a bias
/// coincide, and a judge. The generator emits its drivers.
/// </summary>
/// <remarks>
/// Without <see cref="JudgeAttribute{TJudge}"/> the generator emits the declaration of a partial method <c>Judge</c>, which the
/// researcher implements: without one the class does not compile.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShiftAttribute : Attribute
{
    /// <summary>Declares an experiment whose name on the command line is the class's, in lower case with hyphens.</summary>
    public ShiftAttribute() { }

    /// <summary>Declares an experiment under a name of its own on the command line.</summary>
    /// <param name="name">The name, which is also that of the results folder: lower-case letters, digits and hyphens.</param>
    public ShiftAttribute(string name) => Name = name;

    /// <summary>The name on the command line and of the results folder; null for the class's.</summary>
    public string? Name { get; }

    /// <summary>One line about the classifier and its bias, as lists show it; null for the experiment's and the model's names.</summary>
    public string? Summary { get; set; }

    /// <summary>The block behind which the probe reads the residual stream.</summary>
    public int Block { get; set; }

    /// <summary>The number of features that are judged.</summary>
    public int Features { get; set; } = 60;
}

/// <summary>The texts of a SHIFT experiment.</summary>
/// <typeparam name="TDataset">Makes texts with an intended and an unintended label.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BiasedAttribute<TDataset> : Attribute
    where TDataset : IBiasedDataset, new()
{
    /// <summary>Number of training texts of each kind; 0 for all that the data set has.</summary>
    public int Size { get; set; }

    /// <summary>The seed of whatever is drawn at random.</summary>
    public int Seed { get; set; }
}

/// <summary>The judge of a SHIFT experiment.</summary>
/// <typeparam name="TJudge">The judge's class.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JudgeAttribute<TJudge> : Attribute
    where TJudge : IFeatureJudge, new();

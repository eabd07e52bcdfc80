namespace Circuitry.Experiments;

/// <summary>
/// A language model of four layers, trained on a small language that contains the field's tasks: indirect objects, greater-than,
/// docstrings, gendered pronouns, subject-verb agreement and induction.
/// </summary>
[Transformer("Primer/weights/config.json", Weights = "Primer/weights")]
public sealed partial class Primer;

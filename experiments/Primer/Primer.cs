namespace Circuitry.Experiments;

/// <summary>
/// A language model of four layers, trained on a small language of its own in which the field's tasks live: who is given
/// something, which year comes later, which argument is documented next, he or she, is or are, and what was said before.
/// </summary>
[Transformer("Primer/weights/config.json")]
public sealed partial class Primer;

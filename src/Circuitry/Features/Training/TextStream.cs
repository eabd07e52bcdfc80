namespace Circuitry.Features.Training;

/// <summary>An endless stream of texts that dictionaries are trained on.</summary>
/// <param name="Identity">Everything that affects the texts, so that a checkpoint is resumed only with the same texts.</param>
/// <param name="At">The texts of a step, from 0; the same step gives the same texts.</param>
public sealed record TextStream(string Identity, Func<int, Prompts> At);

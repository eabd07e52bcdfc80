namespace Circuitry.Features.Training;

/// <summary>Texts without end that dictionaries are trained on.</summary>
/// <param name="Identity">Everything that decides the texts, so that a checkpoint is gone on from with no others.</param>
/// <param name="At">The texts of a step, from 0; the same step gives the same texts.</param>
public sealed record TextStream(string Identity, Func<int, Prompts> At);

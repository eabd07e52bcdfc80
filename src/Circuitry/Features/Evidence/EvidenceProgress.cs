namespace Circuitry.Features;

/// <summary>How much of a corpus has been read; how much there is shows at its end.</summary>
/// <param name="Sequences">Sequences so far.</param>
/// <param name="Tokens">Their tokens, those that do not count included.</param>
public readonly record struct EvidenceProgress(long Sequences, long Tokens);

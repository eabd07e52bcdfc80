namespace Circuitry.Features;

/// <summary>Progress of reading a corpus, whose length is unknown until its end.</summary>
/// <param name="Sequences">Sequences so far.</param>
/// <param name="Tokens">Their tokens, those that do not count included.</param>
public readonly record struct EvidenceProgress(long Sequences, long Tokens);

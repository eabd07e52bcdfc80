namespace Circuitry;

/// <summary>The ways in which positions enter a model.</summary>
public enum PositionEmbedding
{
    /// <summary>A learned vector per position is added to the embedding.</summary>
    Learned,

    /// <summary>Queries and keys are rotated by their position.</summary>
    Rotary,

    /// <summary>Positions do not enter; only the causal mask tells them apart.</summary>
    None,

    /// <summary>Attention scores get a bias that grows with the position of the key, each head by a slope of its own (ALiBi).</summary>
    Alibi,
}

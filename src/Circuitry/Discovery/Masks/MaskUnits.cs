namespace Circuitry.Discovery.Masks;

/// <summary>What each gate of a learned mask opens and shuts.</summary>
public enum MaskUnits
{
    /// <summary>An edge.</summary>
    Edges,

    /// <summary>Everything a writer writes. An edge is in when the nodes at both of its ends are.</summary>
    Writers,

    /// <summary>
    /// A head's query, key or value input, or what an MLP writes: the form of the ACDC paper's baselines. An edge is in when
    /// both of its ends are; a head writes when one of its inputs is in; embeddings and logits are always in.
    /// </summary>
    Components,

    /// <summary>A neuron of an MLP or a value channel of a head.</summary>
    Neurons,
}

namespace Circuitry.Discovery.Masks;

/// <summary>The parts of the graph that the gates of a learned mask open and shut.</summary>
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

namespace Circuitry;

/// <summary>The units a circuit is made of.</summary>
public enum Granularity
{
    /// <summary>Writers: a removed node is ablated for every reader.</summary>
    Node,

    /// <summary>Edges from writers to readers.</summary>
    Edge,

    /// <summary>Neurons of MLPs and value channels of heads, before their output matrices, and embeddings whole.</summary>
    Neuron,

    /// <summary>Features of dictionaries, and what dictionaries leave over.</summary>
    Feature,
}

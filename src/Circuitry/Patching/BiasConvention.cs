namespace Circuitry;

/// <summary>
/// The treatment of an MLP's output bias, b_out, under zero ablation: peers differ, and circuits scored under one convention measure
/// otherwise under the other. Other ablations have the bias on both sides, where it cancels.
/// </summary>
/// <remarks>An attention's output bias, b_O, belongs to no head, and stays in the stream under either convention.</remarks>
public enum BiasConvention
{
    /// <summary>
    /// Biases belong to the stream and not to an edge: a removed MLP leaves its b_out behind, so that what replaces
    /// W_out x + b_out is b_out.
    /// </summary>
    Stream,

    /// <summary>
    /// The bias goes with the MLP: what replaces W_out x + b_out is 0, as in the programs of ACDC, auto-circuit and EAP-IG,
    /// whose <c>hook_mlp_out</c> holds both.
    /// </summary>
    Writer,
}

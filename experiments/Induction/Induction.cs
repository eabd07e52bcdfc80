using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How a trained model of two attention layers continues a pattern that it has seen once: a head of layer 0 notes at every
/// position which symbol stands before it, and a head of layer 1 looks for the note of the current symbol and brings back
/// what stands there ("In-context Learning and Induction Heads", Olsson et al. 2022).
/// </summary>
/// <remarks>
/// In the weights that ship these heads are a0.h3 and a1.h3, and the circuit is five edges:
/// <c>input->a0.h3&lt;v&gt;</c>, <c>a0.h3->a1.h3&lt;k&gt;</c>, <c>input->a1.h3&lt;q&gt;</c>, <c>input->a1.h3&lt;v&gt;</c>
/// and <c>a1.h3->logits</c>. The first head attends by position, so that the inputs of its query and key make no difference.
/// </remarks>
[Experiment(
    Summary = "how a trained transformer of 2 layers continues a pattern that it has seen once",
    Threshold = Induction.DefaultThreshold
)]
[Model<InductionModel>]
[Dataset<InductionPrompts>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class Induction : IKnownCircuit
{
    /// <summary>
    /// The threshold, a difference of logits, that gives the five edges: each of them is worth more than 15, any other less than 1.5.
    /// </summary>
    public const double DefaultThreshold = 2;

    /// <summary>The five edges by which two heads perform induction in the weights that ship.</summary>
    public static UnitSet Circuit(Units units) =>
        UnitSet.Of(
            units,
            [
                InductionModel.Hooks.Layer0.Head3.Value.From(InductionModel.Hooks.Input),
                InductionModel.Hooks.Layer1.Head3.Key.From(InductionModel.Hooks.Layer0.Head3.Output),
                InductionModel.Hooks.Layer1.Head3.Query.From(InductionModel.Hooks.Input),
                InductionModel.Hooks.Layer1.Head3.Value.From(InductionModel.Hooks.Input),
                InductionModel.Hooks.Logits.From(InductionModel.Hooks.Layer1.Head3.Output),
            ]
        );

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static Induction LoadTrained(Device device) => Load(InductionWeights.Folder, device: device);
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Runs an experiment's model with some of its units ablated, as a mask of numbers from 0 (removed) to 1 (kept) says, which may
/// require gradients. Masks of several variants run at once.
/// </summary>
internal abstract class UnitPatching : IDisposable
{
    /// <summary>The axes of the mask of one variant: [reader, writer], or [neuron].</summary>
    public abstract long[] MaskShape { get; }

    /// <summary>The mask of kept units, [1, ...<see cref="MaskShape"/>]; the caller's.</summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    public abstract Tensor MaskOf(UnitSet kept);

    /// <summary>The logits at the answer positions, [variant, batch, answer, d_vocab_out]; of the current scope.</summary>
    /// <param name="mask">[variant, ...<see cref="MaskShape"/>].</param>
    public abstract Tensor Logits(Tensor mask);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>How an experiment's units are ablated.</summary>
    public static UnitPatching Of(GraphExperiment experiment) =>
        experiment.Units is NeuronUnits neurons
            ? NeuronPatching.Of(experiment, neurons)
            : new EdgePatching(experiment, EdgeGroupUnits.Of(experiment.Units, "the experiment"));

    /// <summary>Units that are edges, in the emitted forward pass.</summary>
    private sealed class EdgePatching(GraphExperiment experiment, EdgeGroupUnits units) : UnitPatching
    {
        private readonly ReferenceRuns _runs = experiment.Runs;

        public override long[] MaskShape => [units.Graph.Readers.Count, units.Graph.Writers.Count];

        public override Tensor MaskOf(UnitSet kept) => experiment.MaskOf(units.EdgesOf(kept));

        public override Tensor Logits(Tensor mask) => experiment.Forward(new PatchedStream(_runs, mask));

        public override void Dispose() { }
    }
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>An experiment under another convention, on the patched forward and the model of the one that it is made of.</summary>
internal sealed class ExperimentView : GraphExperiment
{
    private readonly GraphExperiment _original;

    public ExperimentView(GraphExperiment original, BiasConvention biases)
        : base(original, biases) => _original = original;

    internal override Type DeclaredBy => _original.DeclaredBy;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> OwnAlgorithms => _original.OwnAlgorithms;

    /// <inheritdoc/>
    public override Tensor Forward(ResidualStream stream) => _original.Forward(stream);
}

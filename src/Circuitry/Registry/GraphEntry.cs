using System.ComponentModel;
using System.Reflection;
using static TorchSharp.torch;

namespace Circuitry.Registry;

/// <summary>An experiment on edges, nodes or neurons that a program runs by name.</summary>
public abstract class GraphEntry : ExperimentEntry
{
    private protected GraphEntry() { }

    /// <summary>The threshold at which ACDC runs when none is given; null for one that follows from the metric's gap.</summary>
    public double? Threshold { get; init; }

    /// <inheritdoc/>
    public abstract override ExperimentDeclaration Declaration { get; }

    /// <inheritdoc/>
    public override string Kind => Declaration.Granularity.ToString().ToLowerInvariant() + "s";

    /// <summary>The circuit, where it is known.</summary>
    public Func<Units, UnitSet>? Known { get; init; }

    /// <summary>Loads the model and binds the experiment to it.</summary>
    /// <exception cref="RegistryException">There are no weights, or they were given to an experiment that makes its own.</exception>
    /// <exception cref="WeightsException">The weights are missing, malformed, or another architecture's.</exception>
    /// <exception cref="PromptException">The prompts cannot be made or do not fit.</exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    public abstract GraphExperiment Load(LoadRequest request);
}

/// <summary>The entry of an experiment class. Emitted code makes it.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">The model class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GraphEntry<TExperiment, TModel> : GraphEntry
    where TExperiment : GraphExperiment<TModel>, IGraphExperiment<TExperiment, TModel>
    where TModel : TransformerModel, ITransformer<TModel>
{
    /// <summary>Makes the weights; null where they are read.</summary>
    public Func<Device, TransformerWeights>? Make { get; init; }

    /// <inheritdoc/>
    public override bool MakesWeights => Make is not null;

    /// <inheritdoc/>
    public override ExperimentDeclaration Declaration => TExperiment.Declared;

    /// <inheritdoc/>
    public override Assembly Assembly => typeof(TExperiment).Assembly;

    /// <inheritdoc/>
    public override Architecture Architecture => TModel.Declared;

    /// <inheritdoc/>
    public override GraphExperiment Load(LoadRequest request)
    {
        if (Make is null || request.Weights is not null)
        {
            return TExperiment.Load(Place(request.Weights), device: request.Device, choices: request.Choices);
        }

        // Prompts first: their errors show before the weights are made.
        var prompts = TExperiment.MakePrompts(null, request.Choices);
        return TExperiment.From(TModel.From(Make(request.Device ?? CPU)), prompts, request.Choices);
    }
}

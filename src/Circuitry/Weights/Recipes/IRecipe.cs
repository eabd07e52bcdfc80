namespace Circuitry.Weights;

/// <summary>How one family stores its weights, and how what is stored becomes canonical.</summary>
internal interface IRecipe
{
    /// <summary>The family whose layout this is.</summary>
    ModelFamily Family { get; }

    /// <summary>The names under which this family may store the token embedding, by which it is recognised.</summary>
    IReadOnlyList<string> EmbeddingNames { get; }

    /// <summary>Takes every tensor of the model from what is stored.</summary>
    /// <exception cref="WeightsException">What is stored does not fit the architecture.</exception>
    TransformerWeights Read(StoredTensors stored);
}

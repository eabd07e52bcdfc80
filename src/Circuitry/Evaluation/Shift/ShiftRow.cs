namespace Circuitry.Evaluation;

/// <summary>The rows of the paper's table 2, and the two that its critics ask for.</summary>
public enum ShiftRow
{
    /// <summary>A probe on ambiguous texts, as it is.</summary>
    Original,

    /// <summary>A probe that reads nothing but cosines with words of the intended label.</summary>
    ConceptBottleneck,

    /// <summary>The original probe without as many features as SHIFT takes away, drawn at random.</summary>
    RandomFeatures,

    /// <summary>The original probe without the features that the judge finds irrelevant.</summary>
    Shift,

    /// <summary>The same, trained anew on ambiguous texts.</summary>
    ShiftRetrained,

    /// <summary>The original probe without as many neurons, those that matter most for the unintended label in balanced texts.</summary>
    NeuronSkyline,

    /// <summary>The original probe without as many features, those that matter most for the unintended label in balanced texts.</summary>
    FeatureSkyline,

    /// <summary>A probe on balanced texts.</summary>
    Oracle,

    /// <summary>A probe on ambiguous texts from which the words of the unintended label are deleted, as they are from the test texts.</summary>
    WordDeletion,

    /// <summary>SHIFT with retraining on the features of the embedding alone.</summary>
    ShiftOnEmbedding,
}

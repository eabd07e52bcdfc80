namespace Circuitry.Evaluation;

/// <summary>Methods compared by SHIFT's table: those of the paper's table 2, and two more baselines.</summary>
public enum ShiftRow
{
    /// <summary>The original probe, trained on ambiguous texts.</summary>
    Original,

    /// <summary>A probe that reads nothing but cosines with words of the intended label.</summary>
    ConceptBottleneck,

    /// <summary>The original probe without random features, as many as SHIFT removes.</summary>
    RandomFeatures,

    /// <summary>The original probe without the features that the judge finds irrelevant.</summary>
    Shift,

    /// <summary>A probe retrained on ambiguous texts without the features that the judge finds irrelevant.</summary>
    ShiftRetrained,

    /// <summary>The original probe without as many neurons, those that matter most for the unintended label in balanced texts.</summary>
    NeuronSkyline,

    /// <summary>The original probe without as many features, those that matter most for the unintended label in balanced texts.</summary>
    FeatureSkyline,

    /// <summary>A probe trained on balanced texts.</summary>
    Oracle,

    /// <summary>A probe on ambiguous texts from which the words of the unintended label are deleted, as they are from the test texts.</summary>
    WordDeletion,

    /// <summary>SHIFT with retraining on the features of the embedding alone.</summary>
    ShiftOnEmbedding,
}

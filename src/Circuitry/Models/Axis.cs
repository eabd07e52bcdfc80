namespace Circuitry.Models;

/// <summary>One axis of an activation.</summary>
public enum Axis
{
    /// <summary>The prompt.</summary>
    Batch,

    /// <summary>The position in the sequence.</summary>
    Position,

    /// <summary>The position that attends.</summary>
    QueryPosition,

    /// <summary>The position attended to.</summary>
    KeyPosition,

    /// <summary>The query head.</summary>
    Head,

    /// <summary>The key and value head.</summary>
    KeyValueHead,

    /// <summary>A direction of the residual stream.</summary>
    ModelWidth,

    /// <summary>A direction inside a head.</summary>
    HeadWidth,

    /// <summary>A neuron.</summary>
    MlpWidth,

    /// <summary>A logit.</summary>
    OutputVocabulary,

    /// <summary>An axis of length one.</summary>
    One,
}

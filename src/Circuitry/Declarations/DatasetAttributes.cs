namespace Circuitry;

/// <summary>
/// What a data set says of the pairs it makes, whatever the model. An experiment that they do not fit does not compile, and
/// what is made is held to it.
/// </summary>
/// <remarks>A data set says nothing that depends on the model or its tokenizer.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DatasetMakesAttribute : Attribute
{
    /// <summary>Number of pairs that there are when <c>Size</c> is 0; 0 where it depends on the model.</summary>
    public int Pairs { get; set; }

    /// <summary>Number of tokens of the longest prompt; 0 where it depends on the model.</summary>
    public int LongestPrompt { get; set; }

    /// <summary>All token ids are below this; 0 where they depend on the model.</summary>
    public int TokenIds { get; set; }

    /// <summary>Which tokens each answer position has.</summary>
    public AnswerTokens Answers { get; set; }

    /// <summary>Whether the corrupted prompts are others than the clean ones; interchange needs that.</summary>
    public bool Corrupted { get; set; } = true;
}

/// <summary>
/// What a data set needs of an experiment. One that does not give it does not compile, and the data set is not asked for prompts.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DatasetNeedsAttribute : Attribute
{
    /// <summary>The smallest <c>Size</c>; 0 where a data set knows itself how many pairs there are.</summary>
    public int Size { get; set; }

    /// <summary>The smallest n_ctx.</summary>
    public int Context { get; set; }

    /// <summary>The smallest d_vocab.</summary>
    public int Vocabulary { get; set; }

    /// <summary>The smallest d_vocab_out.</summary>
    public int OutputVocabulary { get; set; }
}

/// <summary>Which answer tokens a metric needs. An experiment on a data set without them does not compile.</summary>
/// <param name="answers">The tokens.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MetricNeedsAttribute(AnswerTokens answers) : Attribute
{
    /// <summary>The tokens.</summary>
    public AnswerTokens Answers { get; } = answers;
}

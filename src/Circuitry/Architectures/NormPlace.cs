namespace Circuitry;

/// <summary>Where the norms of a block stand.</summary>
public enum NormPlace
{
    /// <summary>In front of attention and of the MLP.</summary>
    Before,

    /// <summary>Behind them: what they put out is normed and then added to the stream (OLMo 2).</summary>
    After,

    /// <summary>In front of them and behind them (Gemma 2).</summary>
    BeforeAndAfter,

    /// <summary>Behind the addition: the stream itself is normed after each part has been added to it (OPT-350m, BERT).</summary>
    AfterAddition,
}

namespace Circuitry;

/// <summary>Which tokens are known to be right or wrong at the answer positions.</summary>
public enum AnswerTokens
{
    /// <summary>Nothing is said about them.</summary>
    Unsaid,

    /// <summary>None.</summary>
    None,

    /// <summary>The right ones.</summary>
    Right,

    /// <summary>The right and the wrong ones.</summary>
    RightAndWrong,
}

namespace Circuitry.Datasets;

/// <summary>A token that is matched whole in text, never split and never merged.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
internal sealed record AddedToken(int Id, string Text)
{
    /// <summary>Whether it is looked for in normalized text, its own text normalized too, instead of in text as given.</summary>
    public bool InNormalizedText { get; init; }

    /// <summary>Whether it marks something, as the end of a text does, instead of being text.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Whether it is found only where no letter, digit or other part of a word is next to it.</summary>
    public bool IsWholeWord { get; init; }

    /// <summary>Whether the token includes the white space before it.</summary>
    public bool TakesSpaceBefore { get; init; }

    /// <summary>Whether the token includes the white space after it.</summary>
    public bool TakesSpaceBehind { get; init; }
}

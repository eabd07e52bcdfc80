namespace Circuitry.Docs.Tests;

/// <summary>A block of code of a page.</summary>
/// <param name="Line">The line of the page that it starts on, counted from 1.</param>
/// <param name="Mark">What is done with it and what it needs, such as <c>run: the root of a clone</c>; null where nothing is said.</param>
/// <param name="Code">The code.</param>
/// <param name="Output">What it prints, as the page shows it.</param>
internal sealed record Block(int Line, string? Mark, string Code, string Output)
{
    /// <summary>How the mark starts of a block that goes into a file.</summary>
    public const string FileMark = "file: ";

    public bool Runs => Mark?.StartsWith("run: ", StringComparison.Ordinal) == true;

    public bool IsFile => Mark?.StartsWith(FileMark, StringComparison.Ordinal) == true;

    public bool Compiles => Runs || IsFile || Mark?.StartsWith("compile: ", StringComparison.Ordinal) == true;

    /// <summary>Whether no other block goes on with it.</summary>
    public bool Alone => IsMember || Mark?.EndsWith(": alone", StringComparison.Ordinal) == true;

    /// <summary>Whether it goes on where the block before it ended.</summary>
    public bool Continues => Mark?.Contains(": the blocks above", StringComparison.Ordinal) == true;

    /// <summary>Whether it takes for given what is in <c>Given.cs</c>.</summary>
    public bool IsGivenMore => Mark?.Contains(": given", StringComparison.Ordinal) == true;

    /// <summary>Whether it is a member of a class.</summary>
    public bool IsMember => Mark?.EndsWith(": in a class", StringComparison.Ordinal) == true;
}

namespace Circuitry.Reports;

/// <summary>A circuit file cannot be read or written: it is missing, malformed, of another version, or does not fit its graph.</summary>
public sealed class CircuitFileException : CircuitryException
{
    // Text from the file can be as long as the file.
    private const int Longest = 400;

    /// <summary>Creates an error that names the file, the member at fault, what was expected and found, and the remedy.</summary>
    /// <param name="file">The file at fault.</param>
    /// <param name="member">The field, unit or node at fault; null when no single one is.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="cause">The exception that revealed it, if one did.</param>
    public CircuitFileException(
        string file,
        string? member,
        string expected,
        string found,
        string remedy,
        Exception? cause = null
    )
        : base(
            // Members and what was found are text from the file.
            VisibleText.Message(
                $"{file}{(member is null ? "" : $", {Shortened(member)}")}: expected {expected}, found {Shortened(found)}{(found.EndsWith('.') ? "" : ".")} {remedy}"
            ),
            cause
        )
    {
        File = file;
        Member = member;
        Expected = expected;
        Found = found;
        Remedy = remedy;
    }

    /// <summary>Creates the error of a file that cannot be read.</summary>
    internal static CircuitFileException Of(FileFault fault) =>
        new(fault.Path, null, fault.Expected, fault.Found, fault.Remedy, fault.Cause);

    /// <summary>The file at fault.</summary>
    public string File { get; }

    /// <summary>The field, unit or node at fault; null when no single one is.</summary>
    public string? Member { get; }

    /// <summary>The expected content.</summary>
    public string Expected { get; }

    /// <summary>The content that was found.</summary>
    public string Found { get; }

    /// <summary>The remedy, as a sentence.</summary>
    public string Remedy { get; }

    private static string Shortened(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
}

namespace Circuitry.Datasets;

/// <summary>A model's tokenizer cannot be read: a file is missing, damaged, or not understood.</summary>
public sealed class TokenizerException : CircuitryException
{
    /// <summary>Creates an error that names the file, the member at fault, what was expected and found, and the remedy.</summary>
    /// <param name="file">The file or folder at fault.</param>
    /// <param name="member">The member of the file at fault, as <c>pre_tokenizer.type</c>; null when it is the file as a whole.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="cause">The exception that revealed it, if one did.</param>
    public TokenizerException(
        string file,
        string? member,
        string expected,
        string found,
        string remedy,
        Exception? cause = null
    )
        : base(
            VisibleText.Message(
                $"{file}{(member is null ? "" : $", '{VisibleText.Short(member)}'")}: expected {expected}, found {found}. {remedy}"
            ),
            cause
        )
    {
        File = file;
        Member = member;
    }

    /// <summary>Creates the error of a file that cannot be read.</summary>
    internal static TokenizerException Of(FileFault fault) =>
        new(fault.Path, null, fault.Expected, fault.Found, fault.Remedy, fault.Cause);

    /// <summary>The file or folder at fault.</summary>
    public string File { get; }

    /// <summary>The member of the file at fault; null when it is the file as a whole.</summary>
    public string? Member { get; }
}

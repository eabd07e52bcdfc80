namespace Circuitry.Weights;

/// <summary>Stored weights cannot be used: a file is damaged, a tensor is missing, unknown, misshapen or not finite.</summary>
public sealed class WeightsException : CircuitryException
{
    /// <summary>Says what is wrong, where, and what to do about it.</summary>
    /// <remarks>Names come from files: the message shows their control characters, the properties have them as they are.</remarks>
    /// <param name="file">The file, folder or source at fault.</param>
    /// <param name="tensor">The stored name of the tensor at fault; null when no single tensor is.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="found">What was found.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="cause">The exception that revealed it, if one did.</param>
    public WeightsException(
        string file,
        string? tensor,
        string expected,
        string found,
        string remedy,
        Exception? cause = null
    )
        : base(
            VisibleText.Message(
                $"{file}{(tensor is null ? "" : $", tensor '{VisibleText.Short(tensor)}'")}: expected {expected}, found {found}{(found.EndsWith('.') ? "" : ".")} {remedy}"
            ),
            cause
        )
    {
        File = file;
        Tensor = tensor;
        Expected = expected;
        Found = found;
        Remedy = remedy;
    }

    /// <summary>Says that a file cannot be read.</summary>
    internal static WeightsException Of(FileFault fault) =>
        new(fault.Path, null, fault.Expected, fault.Found, fault.Remedy, fault.Cause);

    /// <summary>The file, folder or source at fault.</summary>
    public string File { get; }

    /// <summary>The stored name of the tensor at fault; null when no single tensor is.</summary>
    public string? Tensor { get; }

    /// <summary>The expected value or shape.</summary>
    public string Expected { get; }

    /// <summary>The value or shape that was found.</summary>
    public string Found { get; }

    /// <summary>The remedy.</summary>
    public string Remedy { get; }
}

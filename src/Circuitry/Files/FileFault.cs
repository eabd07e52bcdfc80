namespace Circuitry.Files;

/// <summary>Why a file that a user named cannot be read. Each reader turns it into its own type of exception.</summary>
/// <param name="Path">The file.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
/// <param name="Cause">The exception that revealed it, if one did.</param>
internal sealed record FileFault(string Path, string Expected, string Found, string Remedy, Exception? Cause = null)
{
    /// <summary>The fault as a sentence, for exceptions that are a message alone.</summary>
    public string Message => $"{Path}: expected {Expected}, found {Found}{(Found.EndsWith('.') ? "" : ".")} {Remedy}";
}

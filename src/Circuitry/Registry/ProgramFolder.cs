namespace Circuitry.Registry;

/// <summary>The folder of the running program, next to which the files lie that a project copies to its output.</summary>
internal static class ProgramFolder
{
    public static string PathOf(string relative) =>
        Path.Combine([AppContext.BaseDirectory, .. relative.Split('/', StringSplitOptions.RemoveEmptyEntries)]);
}

namespace Circuitry.App;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Done, but something was refused or warned of and was to count as an error.</summary>
    public const int Degenerate = 3;

    /// <summary>128 and the number of SIGINT, as shells report it.</summary>
    public const int Cancelled = 130;
}

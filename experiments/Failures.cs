namespace Circuitry.Experiments;

/// <summary>Turns the exceptions a user can meet into one line and an exit code; any other is a defect and keeps its stack trace.</summary>
internal static class Failures
{
    /// <summary>Whether the message is meant for a user.</summary>
    public static bool AreTyped(Exception e) =>
        e is CircuitryException or CommandException or IOException or UnauthorizedAccessException;

    /// <summary>Runs a command.</summary>
    public static int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (AreTyped(e))
        {
            Report(e.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Prints one line on standard error.</summary>
    public static void Report(string message) =>
        Console.Error.WriteLine("error: " + Printable.Of(message.ReplaceLineEndings(" ")));
}

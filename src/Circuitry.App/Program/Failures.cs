using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Turns the exceptions a user can meet into one line and an exit code; any other is a defect and keeps its stack trace.</summary>
internal static class Failures
{
    /// <summary>Whether errors are printed as JSON documents, as everything else is.</summary>
    public static bool AsJson { get; set; }

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
            Report(e.GetType().Name, e.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Prints one line on standard error, or a document on standard output.</summary>
    /// <param name="id">The kind of the error: the exception's name, or <c>usage</c>.</param>
    /// <param name="message">The message.</param>
    public static void Report(string id, string message)
    {
        if (AsJson)
        {
            JsonScreen.Print(
                new JsonObject
                {
                    ["format"] = "circuitry.error/1",
                    ["id"] = id,
                    ["message"] = message,
                }
            );
        }
        else
        {
            Console.Error.WriteLine("error: " + Printable.Of(message.ReplaceLineEndings(" ")));
        }
    }
}

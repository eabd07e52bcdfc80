using Circuitry.Rasp;

namespace Circuitry.Experiments;

/// <summary>Turns the exceptions a user can meet into one line and an exit code; any other is a defect and keeps its stack trace.</summary>
internal static class Failures
{
    /// <summary>Whether the message is meant for a user.</summary>
    public static bool AreTyped(Exception e) =>
        e
            is CommandException
                or ArchitectureException
                or WeightsException
                or PromptException
                or MetricException
                or DictionaryException
                or JudgementException
                or GraphException
                or GradientException
                or UnsuitableMethodException
                or DegenerateScoresException
                or MaskTrainingException
                or SelectionException
                or EvaluationException
                or TokenizerException
                or CheckpointException
                or CircuitFileException
                or DeviceException
                or TorchUnavailableException
                or RaspException
                or IOException
                or UnauthorizedAccessException;

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

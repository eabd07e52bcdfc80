using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Circuitry.App;

/// <summary>What every command of a program works with.</summary>
/// <param name="Experiments">The experiments that the program runs by name.</param>
/// <param name="Interrupt">Ctrl-C and other signals.</param>
internal sealed record ProgramContext(ProgramExperiments Experiments, Interrupt Interrupt)
{
    /// <summary>Takes what is printed, line by line, in addition to the screen; null for nothing.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>How the command is resumed, in words.</summary>
    public static string Resuming(ParseResult parsed) =>
        $"give '{string.Join(' ', parsed.Tokens.Select(token => token.Value).Where(text => text != "--resume").Select(Quoted))} --resume'";

    private static string Quoted(string text) => text.Contains(' ') ? $"\"{text}\"" : text;

    /// <summary>The screen that a command's options ask for.</summary>
    public IScreen Open(ParseResult parsed) =>
        Logger is null ? Screen.Open(parsed) : new LoggedScreen(Screen.Open(parsed), Logger);

    /// <summary>Stops work; signals are left alone until it is asked for.</summary>
    public CancellationToken Cancellation => Interrupt.Token;
}

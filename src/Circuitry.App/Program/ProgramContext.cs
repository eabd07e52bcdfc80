namespace Circuitry.App;

/// <summary>What every command of a program works with.</summary>
/// <param name="Experiments">The experiments that the program runs by name.</param>
/// <param name="Interrupt">Ctrl-C and other signals.</param>
internal sealed record ProgramContext(ProgramExperiments Experiments, Interrupt Interrupt)
{
    /// <summary>Stops work; signals are left alone until it is asked for.</summary>
    public CancellationToken Cancellation => Interrupt.Token;
}

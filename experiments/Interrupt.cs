using System.Runtime.InteropServices;

namespace Circuitry.Experiments;

/// <summary>
/// Ctrl-C as a cancellation: the first asks the search to stop at the next reader and keep its checkpoint, the second ends
/// the program at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // Not cancelling the signal lets it do what it does without us: end the process.
        signal.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}

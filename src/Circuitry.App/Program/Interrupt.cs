using System.Runtime.InteropServices;

namespace Circuitry.App;

/// <summary>
/// Ctrl-C, a termination and a terminal that closes as a cancellation: the first signal asks the work to stop and save its
/// checkpoint, the second ends the program at once. Signals are left alone until a command asks for <see cref="Token"/>.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Lazy<PosixSignalRegistration[]> _registered;
    private PosixSignal? _first;

    public Interrupt() =>
        _registered = new(() =>
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
                PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
            ]
        );

    public CancellationToken Token => _registered.Value.Length > 0 ? _source.Token : default;

    /// <summary>128 and the number of the signal, as shells report it.</summary>
    public int ExitCode =>
        _first switch
        {
            PosixSignal.SIGHUP => 129,
            PosixSignal.SIGTERM => 143,
            _ => App.ExitCode.Cancelled,
        };

    public void Dispose()
    {
        if (_registered.IsValueCreated)
        {
            Array.ForEach(_registered.Value, registration => registration.Dispose());
        }

        _source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // A signal that is not cancelled has its default effect: it ends the process.
        signal.Cancel = !_source.IsCancellationRequested;
        _first ??= signal.Signal;
        _source.Cancel();
    }
}

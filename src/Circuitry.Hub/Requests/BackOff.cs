namespace Circuitry.Hub;

/// <summary>Counts failures that follow one another, and waits between them: for what the server asks, or twice as long each time.</summary>
internal sealed class BackOff(HubSettings settings)
{
    private const int LongestFactor = 8;

    private readonly HubOptions _options = settings.Options;
    private int _failures;

    /// <summary>Makes a request again as long as its failures may pass.</summary>
    /// <exception cref="HubException">It failed too often, or for good.</exception>
    public static async Task<T> Run<T>(HubSettings settings, Func<Task<T>> request, CancellationToken cancellation)
    {
        var waits = new BackOff(settings);
        while (true)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (TransientException e)
            {
                await waits.After(e, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Forgets the failures, since there has been progress.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits until it is time to try again.</summary>
    /// <exception cref="HubException">It was the last try, or the server asks for too long a wait.</exception>
    public async Task After(TransientException failure, CancellationToken cancellation)
    {
        _failures++;
        if (_failures >= _options.Attempts)
        {
            throw failure.Outcome;
        }

        if (failure.Asked > _options.LongestWait)
        {
            throw new HubBusyException(
                FormattableString.Invariant(
                    $"{failure.Outcome.Message} It asks to wait {failure.Asked.Value.TotalSeconds:0} seconds, longer than the {_options.LongestWait.TotalSeconds:0} that are waited."
                ),
                failure.Outcome
            );
        }

        // Others who failed at the same moment shall not come back at the same moment.
        var jitter = 1 + Random.Shared.NextDouble() / 4;
        var factor = Math.Min(LongestFactor, 1 << Math.Min(_failures - 1, 30));
        await Task.Delay(failure.Asked ?? _options.FirstWait * factor * jitter, cancellation).ConfigureAwait(false);
    }
}

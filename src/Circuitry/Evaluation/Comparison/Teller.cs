namespace Circuitry.Evaluation;

/// <summary>Passes progress on at once and in order, on the thread that reports it.</summary>
internal sealed class Teller<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}

namespace Circuitry.Experiments;

/// <summary>Progress of long work.</summary>
/// <param name="Share">The share that is done, from 0 to 1.</param>
/// <param name="Text">The progress in words.</param>
internal readonly record struct Advance(double Share, string Text);

/// <summary>Passes one kind of progress on as another, at once and in order.</summary>
internal sealed class Translated<T>(IProgress<Advance> to, Func<T, Advance> translate) : IProgress<T>
{
    public void Report(T value) => to.Report(translate(value));
}

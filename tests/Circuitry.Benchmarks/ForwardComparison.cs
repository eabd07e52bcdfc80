using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>
/// The forward passes of <see cref="ForwardBenchmarks"/> in turns, by processor time: for machines that others use at the
/// same time. Best with OMP_NUM_THREADS=1, since waiting threads count as busy.
/// </summary>
internal static class ForwardComparison
{
    private const int Rounds = 15;

    /// <summary>Prints one row for each variant.</summary>
    public static void Run()
    {
        var forward = new ForwardBenchmarks();
        forward.Setup();
        Console.WriteLine(TorchRuntime.Describe());
        Console.WriteLine();
        Console.WriteLine("| logits | ms, by hand | ms, emitted | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        Compare("all", forward.HandWritten, forward.Emitted);
        Compare("last", forward.HandWrittenLast, forward.EmittedLast);
        forward.Cleanup();
    }

    private static void Compare(string name, Action byHand, Action emitted)
    {
        var hand = new List<double>();
        var ours = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            hand.Add(Milliseconds(byHand));
            ours.Add(Milliseconds(emitted));
        }

        var (a, b) = (Median(hand), Median(ours));
        Console.WriteLine(FormattableString.Invariant($"| {name} | {a:f1} | {b:f1} | {b / a:f3} |"));
    }

    private static double Milliseconds(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

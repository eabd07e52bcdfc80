using static System.FormattableString;

namespace Circuitry.Experiments;

/// <summary>Progress of a search, in words.</summary>
internal static class ProgressText
{
    public static Advance Of(AcdcProgress progress) => new((double)progress.Done / progress.Total, Words(progress));

    public static Advance Of(ScoringProgress progress) =>
        new((double)progress.Done / progress.Total, Invariant($"step {progress.Done} of {progress.Total}"));

    public static Advance Of(ComparisonProgress progress) =>
        new(
            (progress.Done + (progress.Share < 1 ? progress.Share : 0)) / progress.Total,
            Invariant($"{progress.Contender} {progress.Share:P0}, {progress.Done} of {progress.Total} algorithms done")
        );

    public static Func<int, Advance> OfBatches(int all) =>
        done => new((double)done / all, Invariant($"{done} of {all} batches of texts"));

    private static string Words(AcdcProgress progress) =>
        Invariant($"{progress.Done} of {progress.Total} readers, {progress.Tested} tested, {progress.Kept} kept, ")
        + $"metric {CircuitText.Number(progress.Metric)}, {Duration(progress.Elapsed)}"
        + (progress.Left is { } left && progress.Done < progress.Total ? $", {Duration(left)} left" : "");

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1 ? Invariant($"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? Invariant($"{time.Minutes} min {time.Seconds} s")
        : Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
}

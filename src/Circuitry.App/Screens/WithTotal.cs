namespace Circuitry.App;

/// <summary>Passes progress on, with the number of steps where only the command knows it.</summary>
internal sealed class WithTotal(IProgress<Progress> to, long total) : IProgress<Progress>
{
    public void Report(Progress value) => to.Report(value with { Total = value.Total ?? total });
}

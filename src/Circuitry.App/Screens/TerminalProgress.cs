using Spectre.Console;

namespace Circuitry.App;

/// <summary>Progress as a bar that moves, or only shows that it is alive where the number of steps is unknown.</summary>
internal sealed class TerminalProgress(ProgressTask task) : IProgress<Progress>
{
    public void Report(Progress value)
    {
        task.MaxValue = 1;
        task.IsIndeterminate = value.Share is null;
        task.Value = value.Share ?? 0;
        task.Description = Markup.Escape(value.ToString());
    }
}

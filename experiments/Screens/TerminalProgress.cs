using Spectre.Console;

namespace Circuitry.Experiments;

/// <summary>Progress as a bar that moves.</summary>
internal sealed class TerminalProgress(ProgressTask task) : IProgress<AcdcProgress>
{
    public void Report(AcdcProgress value)
    {
        task.MaxValue = value.Total;
        task.Value = value.Done;
        task.Description = Markup.Escape(ProgressText.Of(value));
    }
}

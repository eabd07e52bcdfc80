using Spectre.Console;

namespace Circuitry.Experiments;

/// <summary>Progress as a bar that moves.</summary>
internal sealed class TerminalProgress(ProgressTask task) : IProgress<Progress>
{
    public void Report(Advance value)
    {
        task.MaxValue = 1;
        task.Value = value.Share;
        task.Description = Markup.Escape(value.Text);
    }
}

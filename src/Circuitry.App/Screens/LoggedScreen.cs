using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Circuitry.App;

/// <summary>Gives a logger what the screen prints: warnings as such, progress at the level of debugging.</summary>
internal sealed class LoggedScreen(IScreen inner, ILogger logger) : IScreen
{
    private const string Warning = "warning: ";

    public void Heading(string title)
    {
        inner.Heading(title);
        logger.LogInformation("{Heading}", title);
    }

    public void Line(string text)
    {
        inner.Line(text);
        if (text.StartsWith(Warning, StringComparison.Ordinal))
        {
            logger.LogWarning("{Warning}", text[Warning.Length..]);
        }
        else
        {
            logger.LogInformation("{Line}", text);
        }
    }

    public void Rows(IReadOnlyList<(string Name, string Value)> rows)
    {
        inner.Rows(rows);
        foreach (var (name, value) in rows)
        {
            logger.LogInformation("{Name}: {Value}", name, value);
        }
    }

    public void Circuit(CircuitView view)
    {
        inner.Circuit(view);
        foreach (var unit in view.Units)
        {
            logger.LogInformation("{Unit}: {Score}", unit.ShortName, unit.Score);
        }
    }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        inner.Table(columns, rows);
        foreach (var row in rows)
        {
            logger.LogInformation("{Row}", string.Join(", ", columns.Zip(row, (column, cell) => $"{column} {cell}")));
        }
    }

    public T Watch<T>(Func<IProgress<Progress>, T> work) => inner.Watch(progress => work(new Both(progress, logger)));

    public void Document(string format, Func<JsonObject> contents) => inner.Document(format, contents);

    private sealed class Both(IProgress<Progress> inner, ILogger logger) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            inner.Report(value);
            logger.LogDebug("{Progress}", value);
        }
    }
}

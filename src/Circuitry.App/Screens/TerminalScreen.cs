using Spectre.Console;

namespace Circuitry.App;

/// <summary>Prints tables, trees and live progress to a terminal.</summary>
internal sealed class TerminalScreen(IAnsiConsole console) : IScreen
{
    public void Heading(string title) => console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());

    // Not through Spectre, which would break long paths at the width of the terminal.
    public void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    public void Rows(IReadOnlyList<(string Name, string Value)> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in rows)
        {
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        }

        console.Write(grid);
    }

    public void Circuit(CircuitView view)
    {
        Table("unit", "score", view.Units.Select(unit => (unit.ShortName, unit.Score)), Screen.LeftOut(view));
        if (view.HasEdges)
        {
            Table("edge", "weight", view.Edges.Select(edge => (edge.Name, edge.Weight)), Screen.EdgesLeftOut(view));
        }
        else if (Screen.LeftOut(view) is null)
        {
            foreach (var tree in view.Trees)
            {
                var root = new Tree(Label(tree));
                Grow(root, tree);
                console.Write(root);
            }
        }
    }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table().RoundedBorder();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    public T Watch<T>(Func<IProgress<Progress>, T> work) =>
        console
            .Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context => work(new TerminalProgress(context.AddTask("starting"))));

    private void Table(string name, string number, IEnumerable<(string Name, double Number)> rows, string? leftOut)
    {
        var table = new Table().RoundedBorder().AddColumn(name).AddColumn(new TableColumn(number).RightAligned());
        foreach (var row in rows.Take(Screen.MostUnits))
        {
            table.AddRow(new Text(row.Name), new Text(CircuitText.Number(row.Number), Sign(row.Number)));
        }

        console.Write(table);
        if (leftOut is not null)
        {
            console.Profile.Out.Writer.WriteLine(leftOut);
        }
    }

    private static void Grow(IHasTreeNodes at, CircuitTree tree)
    {
        foreach (var child in tree.Children)
        {
            Grow(at.AddNode(Label(child)), child);
        }
    }

    private static Text Label(CircuitTree tree) =>
        new(CircuitText.Label(tree), tree.Score is { } score ? Sign(score) : Style.Plain);

    /// <summary>As in drawings: red for a unit whose removal helps.</summary>
    private static Style Sign(double score) => score < 0 ? new Style(Color.Red) : Style.Plain;
}

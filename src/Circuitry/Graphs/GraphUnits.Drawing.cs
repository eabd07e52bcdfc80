namespace Circuitry;

public abstract partial class GraphUnits
{
    /// <summary>Draws each unit as a node at the stage of the first writer that it touches.</summary>
    internal override void Draw(IReadOnlyList<(int Unit, double Score)> kept, DiagramBuilder diagram)
    {
        LeadToLogits(diagram);
        foreach (var (unit, score) in kept)
        {
            var name = NameOf(unit);
            diagram.Node(
                StageOfWriter(FirstWriterOf(unit)),
                unit,
                new DiagramNode
                {
                    Name = name,
                    Label = name,
                    Unit = unit,
                    Score = score,
                }
            );
        }
    }

    /// <summary>The first writer, by index, that a unit touches.</summary>
    private protected virtual int FirstWriterOf(int unit) => Array.IndexOf(WritersOf(UnitSet.Of(this, [unit])), true);

    private protected int StageOfWriter(int writer) =>
        Graph.Stages.First(stage => writer < stage.FirstWriter + stage.WriterCount).Index;

    private protected void LeadToLogits(DiagramBuilder diagram)
    {
        diagram.LeadsTo(Graph.Readers[^1].Name, DiagramShape.Box);
        diagram.Legend = "Rows are layers, in forward order from the bottom up.";
    }
}

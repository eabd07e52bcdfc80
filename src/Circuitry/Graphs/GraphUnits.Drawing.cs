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
                StageOfWriter(WriterOfUnit(unit)),
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

    /// <summary>The writer, by index, that a unit is, is a part of or starts from.</summary>
    private protected abstract int WriterOfUnit(int unit);

    private protected int StageOfWriter(int writer) =>
        Graph.Stages.First(stage => writer < stage.FirstWriter + stage.WriterCount).Index;

    private protected void LeadToLogits(DiagramBuilder diagram)
    {
        diagram.LeadsTo(Graph.Readers[^1].Name, DiagramShape.Box);
        diagram.Legend = "Rows are layers, in forward order from the bottom up.";
    }
}

namespace Circuitry.Reports;

/// <summary>
/// A circuit as reports show it: what it is of and what it measures, its units from the strongest on, its edges, and how it is drawn.
/// Every format is written from it, whatever the units are.
/// </summary>
public sealed class CircuitView
{
    private readonly Lazy<IReadOnlyList<ViewedUnit>> _units;
    private readonly Lazy<CircuitDiagram> _diagram;
    private readonly Lazy<IReadOnlyList<DiagramEdge>> _edges;
    private readonly Lazy<IReadOnlyList<CircuitTree>> _trees;

    /// <summary>Looks at a circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">Evidence of its features; null for none, and units without any are shown without.</param>
    public CircuitView(Circuit circuit, IReadOnlyList<FeatureEvidence>? evidence = null)
    {
        Circuit = circuit;
        HasEvidence = evidence is { Count: > 0 };
        _units = new(() => UnitsOf(circuit, evidence ?? []));
        _diagram = new(() => DiagramOf(circuit));
        _edges = new(() => [.. Diagram.Edges.OrderByDescending(edge => Math.Abs(edge.Weight))]);
        _trees = new(() => CircuitTree.Of(circuit));
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The experiment's name, or where there is none the model's.</summary>
    public string Title =>
        Circuit.Provenance.Declaration is { Experiment.Length: > 0 } declaration
            ? declaration.Experiment
            : Circuit.Provenance.Declaration.Model;

    /// <summary>The declaration, how the circuit was found and what it measures, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Summary => CircuitSummary.Rows(Circuit);

    /// <summary>The hashes and versions that are needed to find the circuit again, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Origin => CircuitSummary.Origin(Circuit);

    /// <summary>The kept units, the largest absolute score first, equal ones in their order.</summary>
    public IReadOnlyList<ViewedUnit> Units => _units.Value;

    /// <summary>Whether there is evidence of any unit.</summary>
    public bool HasEvidence { get; }

    /// <summary>Whether edges are weighed between units, so that <see cref="Edges"/> says more than <see cref="Units"/>.</summary>
    public bool HasEdges => Circuit.Edges.Count > 0;

    /// <summary>The drawn edges, the largest absolute weight first, equal ones in their order: those between units, or units that are edges.</summary>
    public IReadOnlyList<DiagramEdge> Edges => _edges.Value;

    /// <summary>The drawing of the circuit.</summary>
    public CircuitDiagram Diagram => _diagram.Value;

    /// <summary>The circuit from what it leads to back; see <see cref="CircuitTree"/>.</summary>
    public IReadOnlyList<CircuitTree> Trees => _trees.Value;

    /// <summary>The name of the experiment, or of the model where no experiment declares the circuit.</summary>
    public override string ToString() => $"{Title}: {Circuit}";

    private static IReadOnlyList<ViewedUnit> UnitsOf(Circuit circuit, IReadOnlyList<FeatureEvidence> evidence)
    {
        var byName = evidence.DistinctBy(of => of.Node).ToDictionary(of => of.Node.Name, StringComparer.Ordinal);
        return
        [
            .. CircuitText
                .ByEffect(circuit)
                .Select(unit => new ViewedUnit
                {
                    Index = unit.Index,
                    Name = unit.Name,
                    ShortName = circuit.Units.ShortNameOf(unit.Index),
                    Score = unit.Score,
                    Evidence = byName.GetValueOrDefault(unit.Name),
                }),
        ];
    }

    private static CircuitDiagram DiagramOf(Circuit circuit)
    {
        var diagram = new DiagramBuilder();
        circuit.Units.Draw([.. circuit.Kept.Select(unit => (unit.Index, unit.Score))], diagram);
        foreach (var edge in circuit.Edges)
        {
            var (from, to) = (diagram.Of(edge.From), edge.To is { } unit ? diagram.Of(unit) : diagram.End);
            diagram.Edge(new DiagramEdge($"{from.Name} -> {to.Name}", from, to, null, edge.Weight));
        }

        return diagram.Build();
    }
}

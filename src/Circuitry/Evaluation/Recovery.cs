namespace Circuitry.Evaluation;

/// <summary>Recovery of a ground truth by a circuit.</summary>
/// <param name="Edges">Edge by edge; null where units are nodes, so that edges are not chosen.</param>
/// <param name="Nodes">
/// Writer by writer. Among edges, a writer is in a circuit when a kept edge leaves it or enters one of its readers.
/// </param>
public sealed record Recovery(Confusion? Edges, Confusion Nodes)
{
    /// <summary>Compares a circuit with a ground truth.</summary>
    /// <exception cref="UnitsException">They are made of different units, or not of edges or nodes.</exception>
    public static Recovery Of(Circuit truth, Circuit found) => Of(truth.ToUnitSet(), found.ToUnitSet());

    /// <summary>Compares the units of a circuit with those of a ground truth.</summary>
    /// <exception cref="UnitsException">They are different units, or neither edges nor nodes.</exception>
    public static Recovery Of(UnitSet truth, UnitSet found)
    {
        truth.Units.Require(found.Units, "the units found");
        if (truth.Units is not GraphUnits units)
        {
            throw new UnitsException(
                $"the ground truth is made of {truth.Units.Noun}; recovery compares edges or nodes of a graph"
            );
        }

        return new Recovery(
            units is EdgeUnits
                ? Confusion.Of(
                    Enumerable.Range(0, units.Count).Select(edge => (truth.Contains(edge), found.Contains(edge)))
                )
                : null,
            Confusion.Of(units.WritersOf(truth).Zip(units.WritersOf(found)))
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines([.. Edges is null ? [] : new[] { ("edges", $"{Edges}") }, ("nodes", $"{Nodes}")]);
}

using System.Diagnostics;

namespace Circuitry.Reports;

/// <summary>
/// A circuit as a tree that starts at what it leads to, the logits or the loss, and goes back: below a reader its kept writers, the strongest first, and
/// below a writer what it reads. Each is expanded once.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CircuitTree
{
    /// <summary>The name of a writer or reader; <c>no path to the logits</c> for the root of units on no such path.</summary>
    public required string Label { get; init; }

    /// <summary>The score of the unit that connects the node to its parent; null if there is none.</summary>
    public double? Score { get; init; }

    /// <summary>Whether the node has been expanded above and is therefore not expanded here.</summary>
    public bool Above { get; init; }

    /// <summary>The nodes that this one reads from.</summary>
    public IReadOnlyList<CircuitTree> Children { get; init; } = [];

    /// <summary>Creates the trees of a circuit: one from the logits and, if edges lie on no path to the logits, one of those.</summary>
    /// <remarks>
    /// Units that are no edges are kept for all that read them, so that all of them hang on the end and deeper levels would only
    /// repeat the model.
    /// </remarks>
    public static IReadOnlyList<CircuitTree> Of(Circuit circuit) =>
        circuit.Units is EdgeUnits ? new CircuitTreeBuilder(circuit).Build() : [Flat(circuit)];

    /// <summary>Label and score of the root.</summary>
    public override string ToString() => CircuitText.Label(this);

    /// <summary>A unit without what it reads.</summary>
    internal static CircuitTree Leaf(Circuit circuit, CircuitUnit unit) =>
        new() { Label = circuit.Units.ShortNameOf(unit.Index), Score = unit.Score };

    private static CircuitTree Flat(Circuit circuit)
    {
        var end = new DiagramBuilder();
        circuit.Units.Draw([], end);
        return new CircuitTree
        {
            Label = end.End.Name,
            Children = [.. CircuitText.ByEffect(circuit).Select(unit => Leaf(circuit, unit))],
        };
    }
}

using System.Diagnostics;

namespace Circuitry.Reports;

/// <summary>
/// A circuit as a tree that starts at the logits and goes back: below a reader its kept writers, the strongest first, and
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
    /// At node granularity a kept writer is kept for every reader, so that all of them hang on the logits and deeper levels
    /// would only repeat the model.
    /// </remarks>
    public static IReadOnlyList<CircuitTree> Of(Circuit circuit) => new CircuitTreeBuilder(circuit).Build();

    /// <summary>Label and score of the root.</summary>
    public override string ToString() => CircuitText.Label(this);
}

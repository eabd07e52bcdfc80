namespace Circuitry;

/// <summary>Circuits of edges, nodes and neurons as parts of their graph.</summary>
public static class GraphCircuits
{
    /// <param name="circuit">A circuit of edges, nodes or neurons.</param>
    extension(Circuit circuit)
    {
        /// <summary>The units as those of a graph.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public GraphUnits GraphUnits =>
            circuit.Units as GraphUnits
            ?? throw new UnitsException(
                $"the circuit is made of {circuit.Units.Noun}, which belong to no graph; give one of edges, nodes or neurons"
            );

        /// <summary>The graph it is a part of.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public Graph Graph => circuit.GraphUnits.Graph;

        /// <summary>The edges of the kept units.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else than edges or nodes.</exception>
        public EdgeSet ToEdgeSet() =>
            EdgeGroupUnits.Of(circuit.Units, "the circuit's units").EdgesOf(circuit.ToUnitSet());

        /// <summary>The writers it touches that have a path of kept edges to the logits, in the graph's order.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public IReadOnlyList<Writer> Writers()
        {
            var live = circuit.GraphUnits.LiveWritersOf(circuit.ToUnitSet());
            return [.. circuit.Graph.Writers.Where((_, writer) => live[writer])];
        }
    }
}

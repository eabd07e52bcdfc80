namespace Circuitry;

/// <summary>Circuits of edges and nodes as parts of their graph.</summary>
public static class GraphCircuits
{
    /// <param name="circuit">A circuit of edges or nodes.</param>
    extension(Circuit circuit)
    {
        /// <summary>The units as those of a graph.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public GraphUnits GraphUnits =>
            circuit.Units as GraphUnits
            ?? throw new UnitsException(
                $"the circuit is made of {circuit.Units.Noun}, which belong to no graph; give one of edges or nodes"
            );

        /// <summary>The graph it is a part of.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public Graph Graph => circuit.GraphUnits.Graph;

        /// <summary>The edges of the kept units.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public EdgeSet ToEdgeSet() => circuit.GraphUnits.EdgesOf(circuit.ToUnitSet());

        /// <summary>The writers it touches that have a path of kept edges to the logits, in the graph's order.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public IReadOnlyList<Writer> Writers()
        {
            var live = circuit.ToEdgeSet().WritersThatReachLogits();
            var touched = circuit.GraphUnits.WritersOf(circuit.ToUnitSet());
            return [.. circuit.Graph.Writers.Where((_, writer) => live[writer] && touched[writer])];
        }
    }
}

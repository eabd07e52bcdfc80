namespace Circuitry.Features;

/// <summary>Circuits of features by their nodes.</summary>
public static class FeatureCircuits
{
    /// <param name="circuit">A circuit of features.</param>
    extension(Circuit circuit)
    {
        /// <summary>The units as features of dictionaries.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public FeatureUnits FeatureUnits => FeatureUnits.Of(circuit.Units, "the circuit's units");

        /// <summary>The kept features and error terms with their scores, in the units' order.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public IReadOnlyList<ScoredFeature> Features
        {
            get
            {
                var units = circuit.FeatureUnits;
                return [.. circuit.Kept.Select(unit => new ScoredFeature(units[unit.Index], unit.Score))];
            }
        }

        /// <summary>The share of the kept units' absolute scores that error terms hold, the part that no feature explains; NaN where all are 0.</summary>
        /// <exception cref="UnitsException">The circuit is made of something else.</exception>
        public double ErrorShare =>
            circuit.FeatureUnits.ErrorShare(circuit.Kept.Select(unit => (unit.Index, unit.Score)));
    }
}

/// <summary>A node of a circuit and its score.</summary>
/// <param name="Node">The node.</param>
/// <param name="Score">How much the loss rises when what stands in for the node replaces it, as a scoring estimates or measures it.</param>
public readonly record struct ScoredFeature(FeatureNode Node, double Score);

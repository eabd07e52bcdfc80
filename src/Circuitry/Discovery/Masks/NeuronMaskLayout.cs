namespace Circuitry.Discovery.Masks;

/// <summary>A gate for every neuron.</summary>
internal sealed class NeuronMaskLayout : MaskLayout
{
    /// <param name="units">The neurons.</param>
    public NeuronMaskLayout(NeuronUnits units) =>
        AddGroup(Enumerable.Range(0, units.Count), units.NameOf, (_, _) => { });

    public override IEnumerable<long[]> Factors() =>
        [
            [.. Enumerable.Range(0, Count).Select(gate => (long)gate)],
        ];

    public override double[] UnitValues(IReadOnlyList<double> gates, double always) => [.. gates];
}

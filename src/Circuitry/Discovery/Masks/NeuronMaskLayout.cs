namespace Circuitry.Discovery.Masks;

/// <summary>A gate for every neuron.</summary>
internal sealed class NeuronMaskLayout : MaskLayout
{
    private NeuronMaskLayout(NeuronUnits units) =>
        AddGroup(Enumerable.Range(0, units.Count), units.NameOf, (_, _) => { });

    /// <summary>The gates of neurons.</summary>
    /// <exception cref="ArgumentException">The units are no neurons, or other gates are asked for.</exception>
    public static new NeuronMaskLayout Of(GraphUnits all, MaskUnits units) =>
        all is NeuronUnits neurons && units == MaskUnits.Neurons ? new NeuronMaskLayout(neurons)
        : all is NeuronUnits
            ? throw new ArgumentException(
                $"masks over {units} need [Granularity(Granularity.Edge)] or [Granularity(Granularity.Node)]; the units here are neurons: use MaskUnits.Neurons",
                nameof(units)
            )
        : throw new ArgumentException(
            $"masks over neurons need [Granularity(Granularity.Neuron)]; the units here are {all.Noun}: use MaskUnits.{Own(all)}",
            nameof(units)
        );

    public override IEnumerable<long[]> Factors() =>
        [
            [.. Enumerable.Range(0, Count).Select(gate => (long)gate)],
        ];

    public override double[] UnitValues(IReadOnlyList<double> gates, double always) => [.. gates];
}

namespace Circuitry.Discovery.Masks;

/// <summary>Maps gates to the mask: a mask is in training the product of the gates that it depends on, in the circuit the least of them.</summary>
internal abstract class MaskLayout
{
    /// <summary>The gates' names, in order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Number of gates.</summary>
    public int Count => Names.Count;

    /// <summary>Groups of gates, (first, count), that weigh the same in the expected density.</summary>
    public List<(int First, int Count)> Groups { get; } = [];

    /// <summary>The kind of gates that units have of themselves.</summary>
    public static MaskUnits Own(GraphUnits units) =>
        units switch
        {
            NeuronUnits => MaskUnits.Neurons,
            NodeUnits => MaskUnits.Writers,
            _ => MaskUnits.Edges,
        };

    /// <summary>The gates of some units.</summary>
    /// <exception cref="ArgumentException">The graph has no such units.</exception>
    public static MaskLayout Of(GraphUnits all, MaskUnits units) =>
        (all, units) switch
        {
            (NeuronUnits neurons, MaskUnits.Neurons) => new NeuronMaskLayout(neurons),
            (NeuronUnits, _) => throw new ArgumentException(
                $"masks over {units} need [Granularity(Granularity.Edge)] or [Granularity(Granularity.Node)]; the units here are neurons: use MaskUnits.Neurons",
                nameof(units)
            ),
            (_, MaskUnits.Neurons) => throw new ArgumentException(
                $"masks over neurons need [Granularity(Granularity.Neuron)]; the units here are {all.Noun}: use MaskUnits.{Own(all)}",
                nameof(units)
            ),
            _ => EdgeMaskLayout.Of(EdgeGroupUnits.Of(all, "the gates"), units),
        };

    /// <summary>
    /// The factors of the mask, each the gate of every place of it; <see cref="Count"/> stands for the gate
    /// that is always open and the number after it for the one that is always shut, where there is no edge.
    /// </summary>
    public abstract IEnumerable<long[]> Factors();

    /// <summary>
    /// The values of units by their gates: the least of what an edge depends on, and of a node with several gates the greatest.
    /// All edges of a node depend on its gate alone.
    /// </summary>
    /// <param name="gates">A number for every gate.</param>
    /// <param name="always">The number of a node that is always in.</param>
    public abstract double[] UnitValues(IReadOnlyList<double> gates, double always);

    private protected void AddGroup(IEnumerable<int> members, Func<int, string> name, Action<int, int> add)
    {
        var first = Count;
        foreach (var member in members)
        {
            add(member, Count);
            Names.Add(name(member));
        }

        Groups.Add((first, Count - first));
    }
}

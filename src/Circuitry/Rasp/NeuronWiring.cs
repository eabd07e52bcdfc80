namespace Circuitry.Rasp;

/// <summary>The non-zero weights of one ReLU neuron.</summary>
/// <param name="In">Residual direction, weight.</param>
/// <param name="Out">Residual direction, weight.</param>
internal sealed record NeuronWiring(
    IReadOnlyList<(int Direction, double Weight)> In,
    IReadOnlyList<(int Direction, double Weight)> Out
)
{
    /// <summary>The neurons that compute an expression; all of them are silent at BOS.</summary>
    public static IEnumerable<NeuronWiring> Of(RaspNode node, ValueDomains domains, ResidualLayout layout) =>
        node switch
        {
            MapNode { Input.Numerical: true } map => Steps(
                layout.Number(map.Input),
                domains.Of(map.Input).Cast<double>().ToList(),
                value => Write(map, map.Apply(value), layout),
                layout
            ),
            MapNode map => domains
                .Of(map.Input)
                .Select(value => new NeuronWiring(
                    [(layout[map.Input, value], 1)],
                    Write(map, map.Apply(value), layout)
                ))
                .Where(neuron => neuron.Out.Count > 0),
            SequenceMapNode map => Pairs(map, domains, layout),
            SelectorWidthNode width => Steps(
                layout.Number(width),
                domains.Of(width).Select(count => 1.0 / (1 + (int)count)).Reverse().ToList(),
                share => Write(width, (int)Math.Round(1 / share) - 1, layout),
                layout
            ),
            _ => [],
        };

    /// <summary>One neuron per pair of values: the sum of two one-hot directions less one is 1 where both are set.</summary>
    private static IEnumerable<NeuronWiring> Pairs(SequenceMapNode map, ValueDomains domains, ResidualLayout layout) =>
        from first in domains.Of(map.First)
        from second in domains.Of(map.Second)
        let neuron = new NeuronWiring(
            [(layout[map.First, first], 1), (layout[map.Second, second], 1), (layout.One, -1)],
            Write(map, map.Apply(first, second), layout)
        )
        where neuron.Out.Count > 0
        select neuron;

    /// <summary>A function of a number as a constant and a step between each two neighbouring values.</summary>
    /// <remarks>
    /// A step is the difference of two ReLUs that rises over the middle half of the gap, so that an error of a quarter of
    /// the gap changes nothing.
    /// </remarks>
    private static IEnumerable<NeuronWiring> Steps(
        int input,
        List<double> values,
        Func<double, IReadOnlyList<(int Direction, double Weight)>> write,
        ResidualLayout layout
    )
    {
        var below = write(values[0]);
        if (below.Count > 0)
        {
            yield return new([(layout.One, 1), (layout.Bos, -1)], below);
        }

        // At BOS the number is at most this: 0, or its whole share where it is BOS's share of attention.
        var highest = Math.Max(0, values[^1]);
        for (var i = 1; i < values.Count; i++)
        {
            var above = write(values[i]);
            var change = Difference(above, below);
            below = above;
            if (change.Count == 0)
            {
                continue;
            }

            var width = (values[i] - values[i - 1]) / 2;
            var start = values[i - 1] + width / 2;
            yield return Ramp(start, change);
            yield return Ramp(start + width, [.. change.Select(weight => (weight.Direction, -weight.Weight))]);

            NeuronWiring Ramp(double from, IReadOnlyList<(int, double)> output)
            {
                List<(int, double)> read = [(input, 1 / width), (layout.One, -from / width)];
                if (highest > from)
                {
                    read.Add((layout.Bos, -(highest - from) / width));
                }

                return new(read, output);
            }
        }
    }

    private static IReadOnlyList<(int Direction, double Weight)> Write(
        RaspNode node,
        object value,
        ResidualLayout layout
    ) =>
        !node.Numerical ? [(layout[node, value], 1)]
        : (double)value != 0 ? [(layout.Number(node), (double)value)]
        : [];

    private static List<(int Direction, double Weight)> Difference(
        IReadOnlyList<(int Direction, double Weight)> above,
        IReadOnlyList<(int Direction, double Weight)> below
    ) =>
        above
            .Concat(below.Select(weight => (weight.Direction, Weight: -weight.Weight)))
            .GroupBy(weight => weight.Direction)
            .Select(group => (group.Key, group.Sum(weight => weight.Weight)))
            .Where(weight => weight.Item2 != 0)
            .ToList();
}

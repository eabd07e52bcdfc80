namespace Circuitry.Rasp;

/// <summary>In which block each expression is computed: as early as its inputs allow, attention before the MLP.</summary>
internal sealed class LayerPlan
{
    // Attention of block l is step 2l, its MLP step 2l + 1; tokens and indices are there before the first step.
    private readonly Dictionary<RaspNode, int> steps = [];

    public LayerPlan(IReadOnlyList<RaspNode> nodes)
    {
        foreach (var node in nodes)
        {
            var ready = node.Inputs.Select(input => steps[input]).DefaultIfEmpty(-1).Max();
            var nextAttention = (ready + 2) / 2 * 2;
            steps[node] = node switch
            {
                AggregateNode => nextAttention,
                SelectorWidthNode => nextAttention + 1,
                MapNode or SequenceMapNode => ready % 2 == 0 ? ready + 1 : ready + 2,
                _ => -1,
            };
        }

        Layers = Math.Max(1, steps.Values.Max() / 2 + 1);
    }

    /// <summary>Number of blocks.</summary>
    public int Layers { get; }

    /// <summary>The block an expression is computed in.</summary>
    public int Layer(RaspNode node) => steps[node] / 2;
}

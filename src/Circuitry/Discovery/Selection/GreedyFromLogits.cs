namespace Circuitry.Discovery;

/// <summary>
/// From the logits back: again and again the strongest edge into a node that is already in, whose writer then is in as well
/// ("Have Faith in Faithfulness", appendix E). Every edge taken has a path to the logits.
/// </summary>
/// <param name="Count">How many edges to take before pruning.</param>
public sealed record GreedyFromLogits(int Count) : SizedSelection(Count)
{
    /// <inheritdoc/>
    public override string Name => nameof(GreedyFromLogits);

    /// <inheritdoc/>
    protected override IEnumerable<int> TakeCount(UnitScores scores)
    {
        if (scores.Units is not EdgeUnits { Graph: var graph })
        {
            throw new SelectionException(
                $"the greedy rule follows edges, and the units are {scores.Units.Noun}; use TopUnits"
            );
        }

        var readersOf = Enumerable
            .Range(0, graph.Readers.Count)
            .SelectMany(reader => graph.WritersOfReader(reader).Select(writer => (writer, reader)))
            .ToLookup(pair => pair.writer, pair => pair.reader);
        var open = new PriorityQueue<int, (double Weakness, int Edge)>();
        var readersIn = new bool[graph.Readers.Count];
        var chosen = new List<int>();
        Open(graph.Readers.Count - 1);
        while (chosen.Count < Count && open.TryDequeue(out var edge, out _))
        {
            chosen.Add(edge);
            foreach (var reader in readersOf[graph.WriterOf(edge)])
            {
                Open(reader);
            }
        }

        return chosen;

        void Open(int reader)
        {
            if (readersIn[reader])
            {
                return;
            }

            readersIn[reader] = true;
            for (var writer = 0; writer < graph.WritersBefore(reader); writer++)
            {
                var edge = graph.EdgeIndex(writer, reader);
                open.Enqueue(edge, (-ScoreRanking.Strength(scores.Values[edge], Order), edge));
            }
        }
    }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>Reads what <see cref="AcdcBranchWriter"/> has written.</summary>
internal sealed class AcdcBranchReader(
    Graph graph,
    bool paperMode,
    long[] wholeNumbers,
    double[] realNumbers,
    Tensor differences
)
{
    private readonly Dictionary<AcdcOrder, AcdcSchedule> _schedules = [];
    private int _whole;
    private int _real;
    private int _row;

    public IReadOnlyList<AcdcBranch> ReadAll()
    {
        var branches = new List<AcdcBranch>();
        while (_whole < wholeNumbers.Length)
        {
            branches.Add(Read());
        }

        return branches;
    }

    private AcdcBranch Read()
    {
        var counts = ReadList();
        var numbers = ReadReal(3 + (int)wholeNumbers[_whole++]);
        var kept = ReadList();
        var tested = ReadList();
        var state = new AcdcState(graph, kept, tested.Zip(ReadReal(tested.Length)))
        {
            Visit = counts[2],
            Tested = counts[3],
            Width = counts[4],
            Trust = counts[5],
            Metric = numbers[0],
            Above = numbers[1],
            UpTo = numbers[2],
        };
        var order = AcdcOrders.Of(counts[0], counts[1]);
        if (!_schedules.TryGetValue(order, out var schedule))
        {
            _schedules[order] = schedule = AcdcSchedule.Of(graph, order, paperMode);
        }

        return new AcdcBranch(schedule, numbers[3..], state) { Stop = ReadStop(), Forward = ReadForward() };
    }

    private AcdcStop? ReadStop()
    {
        var place = ReadList();
        var candidates = ReadList();
        var stays = ReadList();
        return place.Length == 0
            ? null
            : new AcdcStop(candidates)
            {
                Stays = [.. stays.Select(value => value == 1)],
                Next = place[0],
                Width = place[1],
            };
    }

    private ForwardState? ReadForward()
    {
        if (wholeNumbers[_whole++] == 0)
        {
            return null;
        }

        var kept = EdgeSet.None(graph);
        foreach (var edge in ReadList())
        {
            kept[edge] = true;
        }

        var writers = ReadList();
        var rows = differences.narrow(0, _row, writers.Length).clone().DetachFromDisposeScope();
        _row += writers.Length;
        return new ForwardState(kept, writers, rows);
    }

    private int[] ReadList()
    {
        var length = (int)wholeNumbers[_whole++];
        _whole += length;
        return [.. wholeNumbers.AsSpan(_whole - length, length).ToArray().Select(value => (int)value)];
    }

    private double[] ReadReal(int count)
    {
        _real += count;
        return realNumbers[(_real - count).._real];
    }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>Reads what <see cref="AcdcBranchWriter"/> has written, and refuses what it cannot have written.</summary>
/// <param name="file">The checkpoint, which says what is wrong with it.</param>
/// <param name="units">The units.</param>
/// <param name="paperMode">Whether direct edges are tried too.</param>
/// <param name="wholeNumbers">The whole numbers.</param>
/// <param name="realNumbers">The real numbers.</param>
/// <param name="differences">The rows of differences, [row, batch, position, d_model].</param>
internal sealed class AcdcBranchReader(
    CheckpointFile file,
    EdgeGroupUnits units,
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

    /// <exception cref="CheckpointException">The numbers are of no search on the graph.</exception>
    public IReadOnlyList<AcdcBranch> ReadAll()
    {
        var branches = new List<AcdcBranch>();
        try
        {
            while (_whole < wholeNumbers.Length)
            {
                branches.Add(Read());
            }

            return (_real, _row) == (realNumbers.Length, differences.size(0))
                ? branches
                : throw file.Damaged("it has more numbers than its searches");
        }
        catch
        {
            branches.ForEach(branch => branch.Dispose());
            throw;
        }
    }

    private AcdcBranch Read()
    {
        Number(6, 6);
        var order = AcdcOrders.Of(Number(-1, AcdcOrders.Count - 1), Number(int.MinValue, int.MaxValue));
        var schedule = Schedule(order);
        var (visit, tests) = (Number(0, schedule.Visits.Count), Number(0, int.MaxValue));
        var (width, trust) = (Number(1, int.MaxValue), Number(int.MinValue, int.MaxValue));
        var numbers = Real(3 + Number(1, realNumbers.Length));
        var thresholds = numbers[3..];
        if (!thresholds.Order().SequenceEqual(thresholds) || thresholds.Any(double.IsNaN))
        {
            throw file.Damaged("its thresholds do not ascend");
        }

        var kept = Indices(units.Count);
        var tested = Indices(units.Count);
        var state = new AcdcState(units, kept, tested.Zip(Real(tested.Length)))
        {
            Visit = visit,
            Tested = tests,
            Width = width,
            Trust = trust,
            Metric = numbers[0],
            Above = numbers[1],
            UpTo = numbers[2],
        };
        var candidates = visit < schedule.Visits.Count ? schedule.Visits[visit].Candidates.Count : 0;
        return new AcdcBranch(schedule, thresholds, state) { Stop = Stop(candidates), Forward = Forward() };
    }

    private AcdcSchedule Schedule(AcdcOrder order)
    {
        if (!_schedules.TryGetValue(order, out var schedule))
        {
            _schedules[order] = schedule = AcdcSchedule.Of(units, order, paperMode);
        }

        return schedule;
    }

    /// <summary>The visit under way; between two visits its three lists are empty.</summary>
    private AcdcStop? Stop(int count)
    {
        if (Number(0, count > 0 ? 2 : 0) == 0)
        {
            Number(0, 0);
            Number(0, 0);
            return null;
        }

        var (next, width) = (Number(0, count), Number(1, int.MaxValue));
        var candidates = Indices(count);
        Number(candidates.Length, candidates.Length);
        bool[] stays = [.. candidates.Select(_ => Number(0, 1) == 1)];
        return next <= candidates.Length
            ? new AcdcStop(candidates)
            {
                Stays = stays,
                Next = next,
                Width = width,
            }
            : throw file.Damaged("the candidate that comes next is none of its visit");
    }

    private ForwardState? Forward()
    {
        if (Number(0, 1) == 0)
        {
            return null;
        }

        var kept = EdgeSet.None(units.Graph);
        foreach (var edge in Indices(units.Graph.EdgeCount))
        {
            kept[edge] = true;
        }

        var writers = Indices(units.Graph.Writers.Count);
        if (writers.Length > differences.size(0) - _row)
        {
            throw file.Damaged("it has fewer differences than writers that changed");
        }

        var rows = differences.narrow(0, _row, writers.Length).clone().DetachFromDisposeScope();
        _row += writers.Length;
        return new ForwardState(kept, writers, rows);
    }

    /// <summary>A list of indices, ascending.</summary>
    private int[] Indices(int count)
    {
        var indices = new int[Number(0, count)];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = Number(i == 0 ? 0 : indices[i - 1] + 1, count - 1);
        }

        return indices;
    }

    private int Number(int least, int most)
    {
        if (_whole == wholeNumbers.Length)
        {
            throw file.Damaged("its whole numbers end in the middle of a search");
        }

        var number = wholeNumbers[_whole++];
        return number >= least && number <= most ? (int)number : throw Wrong(least, most);
    }

    private CheckpointException Wrong(int least, int most) =>
        file.Damaged(
            FormattableString.Invariant(
                $"its whole number {_whole - 1} is {wholeNumbers[_whole - 1]}, and can be {least} to {most}"
            )
        );

    private double[] Real(int count)
    {
        if (count > realNumbers.Length - _real)
        {
            throw file.Damaged("its real numbers end in the middle of a search");
        }

        _real += count;
        return realNumbers[(_real - count).._real];
    }
}

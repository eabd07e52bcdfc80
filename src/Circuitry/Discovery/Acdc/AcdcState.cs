namespace Circuitry.Discovery;

/// <summary>The state of an ACDC search between two tests.</summary>
internal sealed class AcdcState
{
    private readonly bool[] _kept;
    private readonly double?[] _effects;

    public AcdcState(Units units, double metric)
    {
        _kept = new bool[units.Count];
        Array.Fill(_kept, true);
        _effects = new double?[units.Count];
        KeptCount = units.Count;
        Metric = metric;
    }

    /// <summary>Takes over what a checkpoint holds.</summary>
    public AcdcState(Units units, IReadOnlyCollection<int> kept, IEnumerable<(int Unit, double Effect)> effects)
    {
        _kept = new bool[units.Count];
        foreach (var unit in kept)
        {
            _kept[unit] = true;
        }

        KeptCount = kept.Count;
        _effects = new double?[units.Count];
        foreach (var (unit, effect) in effects)
        {
            _effects[unit] = effect;
        }
    }

    private AcdcState(AcdcState other)
    {
        _kept = [.. other._kept];
        _effects = [.. other._effects];
        (Visit, Metric, Tested, KeptCount) = (other.Visit, other.Metric, other.Tested, other.KeptCount);
        (Above, UpTo, Width, Trust) = (other.Above, other.UpTo, other.Width, other.Trust);
    }

    /// <summary>The visit that comes next, or is under way.</summary>
    public int Visit { get; set; }

    /// <summary>The metric of the current subgraph.</summary>
    public double Metric { get; set; }

    /// <summary>Number of tests.</summary>
    public int Tested { get; set; }

    /// <summary>The largest change for which a unit went: at this threshold it would have stayed.</summary>
    public double Above { get; set; } = double.NegativeInfinity;

    /// <summary>The smallest change for which a unit stayed: up to this threshold it stays.</summary>
    public double UpTo { get; set; } = double.PositiveInfinity;

    /// <summary>How many candidates the last batch was to hold.</summary>
    public int Width { get; set; } = AcdcStop.FirstWidth;

    /// <summary>
    /// By how many of late more units that were predicted to stay did stay than went; below 0 it is better to expect that all go.
    /// </summary>
    public int Trust { get; set; }

    /// <summary>Number of units in the current subgraph.</summary>
    public int KeptCount { get; private set; }

    /// <summary>The rise of the loss when each unit was tried; null for units never tested.</summary>
    public IReadOnlyList<double?> Effects => _effects;

    /// <summary>The units of the current subgraph, ascending.</summary>
    public IEnumerable<int> KeptUnits => Enumerable.Range(0, _kept.Length).Where(unit => _kept[unit]);

    public bool IsKept(int unit) => _kept[unit];

    /// <summary>A copy that goes its own way.</summary>
    public AcdcState Copy() => new(this);

    /// <summary>Notes a test; direct edges of paper mode have no unit.</summary>
    public void Test(int unit, double effect)
    {
        Tested++;
        if (unit >= 0)
        {
            _effects[unit] = effect;
        }
    }

    public void Remove(int unit)
    {
        if (_kept[unit])
        {
            _kept[unit] = false;
            KeptCount--;
        }
    }
}

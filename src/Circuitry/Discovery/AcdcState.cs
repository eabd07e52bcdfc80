namespace Circuitry;

/// <summary>What an ACDC search knows between two visits.</summary>
internal sealed class AcdcState
{
    private readonly bool[] _kept;
    private readonly double?[] _effects;

    public AcdcState(Graph graph, double metric)
    {
        _kept = new bool[graph.UnitCount];
        Array.Fill(_kept, true);
        _effects = new double?[graph.UnitCount];
        KeptCount = graph.UnitCount;
        Metric = metric;
    }

    /// <summary>The visit that comes next.</summary>
    public int Visit { get; set; }

    /// <summary>The metric of the current subgraph.</summary>
    public double Metric { get; set; }

    /// <summary>Number of tests.</summary>
    public int Tested { get; set; }

    /// <summary>Number of units in the current subgraph.</summary>
    public int KeptCount { get; private set; }

    /// <summary>How much the loss rose when each unit was tried; null for units never tested.</summary>
    public IReadOnlyList<double?> Effects => _effects;

    /// <summary>The units of the current subgraph, ascending.</summary>
    public IEnumerable<int> KeptUnits => Enumerable.Range(0, _kept.Length).Where(unit => _kept[unit]);

    /// <summary>Takes over what a checkpoint holds.</summary>
    public void Restore(
        int visit,
        int tested,
        double metric,
        IReadOnlyCollection<long> kept,
        IReadOnlyList<double?> effects
    )
    {
        (Visit, Tested, Metric) = (visit, tested, metric);
        Array.Fill(_kept, false);
        foreach (var unit in kept)
        {
            _kept[unit] = true;
        }

        KeptCount = kept.Count;
        effects.ToArray().CopyTo(_effects, 0);
    }

    public bool IsKept(int unit) => _kept[unit];

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

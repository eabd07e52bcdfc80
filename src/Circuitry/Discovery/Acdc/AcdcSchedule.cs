namespace Circuitry.Discovery;

/// <summary>The visits of an order, and how the work is spread over them.</summary>
internal sealed class AcdcSchedule
{
    private readonly double[] _workBefore;

    private AcdcSchedule(AcdcOrder order, IReadOnlyList<AcdcVisit> visits)
    {
        Order = order;
        Visits = visits;
        // Work grows with the candidates behind, not with the readers, which get fewer parents the earlier they are.
        _workBefore = new double[visits.Count + 1];
        for (var visit = 0; visit < visits.Count; visit++)
        {
            _workBefore[visit + 1] = _workBefore[visit] + visits[visit].Candidates.Count;
        }
    }

    public AcdcOrder Order { get; }

    public IReadOnlyList<AcdcVisit> Visits { get; }

    /// <summary>The work of all visits.</summary>
    public double Work => _workBefore[^1];

    public static AcdcSchedule Of(EdgeGroupUnits units, AcdcOrder order, bool paperMode) =>
        new(order, AcdcVisits.Of(units, order, paperMode));

    /// <summary>The work of the visits before one.</summary>
    public double WorkBefore(int visit) => _workBefore[visit];
}

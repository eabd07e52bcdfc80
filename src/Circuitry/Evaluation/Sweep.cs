namespace Circuitry.Evaluation;

/// <summary>Runs of one method at several settings of one parameter. Only finished runs enter a curve.</summary>
public sealed class Sweep
{
    /// <summary>Puts runs together.</summary>
    /// <param name="parameter">The parameter swept, such as "threshold".</param>
    /// <param name="points">The runs.</param>
    /// <exception cref="EvaluationException">A run is said to be finished and has no recovery.</exception>
    public Sweep(string parameter, IEnumerable<SweepPoint> points)
    {
        Parameter = parameter;
        Points = [.. points.OrderBy(point => point.Setting)];
        if (Points.FirstOrDefault(point => point is { Status: SweepStatus.Finished, Recovery: null }) is { } bare)
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"the run at {parameter} {bare.Setting} is finished and has no recovery; compare its circuit with the ground truth, or give the run another status"
                )
            );
        }
    }

    /// <summary>The parameter swept.</summary>
    public string Parameter { get; }

    /// <summary>Every run, by setting.</summary>
    public IReadOnlyList<SweepPoint> Points { get; }

    /// <summary>Whether every run is finished.</summary>
    public bool IsFinished => Points.All(point => point.Status == SweepStatus.Finished);

    /// <summary>The curve over edges, of finished runs.</summary>
    /// <exception cref="EvaluationException">The runs choose nodes, or the ground truth keeps nothing or everything.</exception>
    public RocCurve EdgeCurve =>
        RocCurve.Of(
            Finished.Select(recovery =>
                recovery.Edges?.Point
                ?? throw new EvaluationException(
                    "the runs choose nodes, and their edges make no curve; use the node curve"
                )
            )
        );

    /// <summary>The curve over nodes, of finished runs.</summary>
    /// <exception cref="EvaluationException">The ground truth keeps nothing or everything.</exception>
    public RocCurve NodeCurve => RocCurve.Of(Finished.Select(recovery => recovery.Nodes.Point));

    /// <summary>Runs a method at every setting. A run that is cancelled is noted as cut short, and those after it as not started.</summary>
    /// <param name="parameter">The parameter swept.</param>
    /// <param name="settings">Its values, in the order to run.</param>
    /// <param name="truth">The ground truth.</param>
    /// <param name="discover">Finds the circuit of a setting.</param>
    /// <param name="cancellation">Passed on to the method; once set, nothing more is started.</param>
    /// <exception cref="UnitsException">A circuit is made of other units than the ground truth.</exception>
    public static Sweep Run(
        string parameter,
        IEnumerable<double> settings,
        UnitSet truth,
        Func<double, CancellationToken, Circuit> discover,
        CancellationToken cancellation = default
    )
    {
        var points = new List<SweepPoint>();
        var stopped = false;
        foreach (var setting in settings)
        {
            if (stopped || cancellation.IsCancellationRequested)
            {
                points.Add(new SweepPoint { Setting = setting, Status = SweepStatus.NotStarted });
                continue;
            }

            try
            {
                var circuit = discover(setting, cancellation);
                points.Add(
                    new SweepPoint
                    {
                        Setting = setting,
                        Status = SweepStatus.Finished,
                        Recovery = Recovery.Of(truth, circuit.ToUnitSet()),
                        Kept = circuit.Kept.Count,
                        Metric = circuit.Measure.Circuit,
                    }
                );
            }
            catch (OperationCanceledException)
            {
                stopped = true;
                points.Add(new SweepPoint { Setting = setting, Status = SweepStatus.CutShort });
            }
        }

        return new Sweep(parameter, points);
    }

    /// <summary>Compares the runs of an ACDC sweep with a ground truth; those that did not end keep their status.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="truth">The ground truth.</param>
    /// <exception cref="UnitsException">A circuit is made of other units than the ground truth.</exception>
    public static Sweep Of(IEnumerable<AcdcRun> runs, UnitSet truth) =>
        new(
            "threshold",
            runs.Select(run => new SweepPoint
            {
                Setting = run.Threshold,
                Status = run.Status,
                Recovery = run.Circuit is { } circuit ? Recovery.Of(truth, circuit.ToUnitSet()) : null,
                Kept = run.Circuit?.Kept.Count,
                Metric = run.Circuit?.Measure.Circuit,
            })
        );

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Points.Select(point => $"{Parameter} {point}\n"));

    private IEnumerable<Recovery> Finished =>
        Points.Where(point => point.Status == SweepStatus.Finished).Select(point => point.Recovery!);
}

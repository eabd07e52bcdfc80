namespace Circuitry.Discovery;

/// <summary>
/// Runs ACDC searches of one experiment to their ends, sharing what they have in common: searches that differ in their
/// thresholds only are one branch until a test tells them apart.
/// </summary>
/// <remarks>
/// Phase 1 takes up the latest branch that waits. Phase 2 visits reader after reader; where a test tells thresholds apart,
/// the ones that keep the unit split off and wait with a copy of the state, and the others go on. Each search sees the very
/// batches that it would see alone, so that its numbers are the same to the bit.
/// </remarks>
internal sealed class AcdcTraversal : IDisposable
{
    private readonly GraphExperiment _experiment;
    private readonly AcdcSettings _settings;
    private readonly bool _ownsExperiment;
    private readonly IncrementalForward _forward;
    private readonly AcdcVisitor _visitor;
    private readonly AcdcCheckpoint? _checkpoint;
    private readonly List<AcdcBranch> _done = [];
    private readonly Stack<AcdcBranch> _waiting = [];
    private AcdcBranch? _current;

    /// <summary>Begins, or resumes from a checkpoint.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">How to search, and for what: what tells a checkpoint from others.</param>
    /// <param name="budget">See <see cref="IncrementalForward.Budget"/>.</param>
    /// <exception cref="CheckpointException">The checkpoint belongs to another search, or is damaged.</exception>
    public AcdcTraversal(GraphExperiment experiment, AcdcSettings settings, long budget)
    {
        _experiment = settings.Bound(experiment);
        _ownsExperiment = _experiment != experiment;
        _settings = settings;
        _forward = new IncrementalForward(
            experiment.Transformer,
            experiment.Metric,
            _experiment.Target,
            _experiment.Runs
        )
        {
            Budget = budget,
        };
        _visitor = new AcdcVisitor(experiment.Metric, settings, Units, _forward);
        try
        {
            Full = _experiment.Measure(EdgeSet.All(experiment.Graph));
            if (settings.Checkpoint is { } path)
            {
                _checkpoint = new AcdcCheckpoint(path, _experiment, settings);
                Take(_checkpoint.Load());
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The metric of the full model.</summary>
    public double Full { get; }

    /// <summary>Every branch, in the order in which a checkpoint puts them on the stack again: the one that goes on first comes last.</summary>
    public IEnumerable<AcdcBranch> Branches =>
        [.. _done, .. _waiting.Reverse(), .. _current is { } current ? [current] : Array.Empty<AcdcBranch>()];

    /// <summary>The branches that are done, in the order in which they were.</summary>
    public IReadOnlyList<AcdcBranch> Done => _done;

    /// <summary>Batches run since it began or went on.</summary>
    public int Rounds => _visitor.Rounds;

    /// <summary>Subgraphs measured in them.</summary>
    public int Evaluated => _visitor.Evaluated;

    /// <summary>The work behind all searches.</summary>
    public double Work => Branches.Sum(branch => branch.Thresholds.Length * branch.Work);

    /// <summary>Adds searches, except for those that are there.</summary>
    public void Add(AcdcOrder order, IEnumerable<double> thresholds)
    {
        AcdcBranch[] same = [.. Branches.Where(branch => branch.Schedule.Order == order)];
        double[] missing =
        [
            .. thresholds.Where(threshold => !same.Any(branch => branch.Thresholds.Contains(threshold))).Order(),
        ];
        if (missing.Length > 0)
        {
            var schedule = same.FirstOrDefault()?.Schedule ?? Schedule(order);
            _waiting.Push(new AcdcBranch(schedule, missing, new AcdcState(_experiment.Units, Full)));
        }
    }

    /// <summary>Runs all searches to their ends.</summary>
    /// <param name="visited">Receives the branch after every visit.</param>
    /// <param name="trace">Receives every test.</param>
    /// <param name="cancellation">Stops before the next visit.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written.</exception>
    public void Run(Action<AcdcBranch> visited, Action<AcdcStep>? trace, CancellationToken cancellation)
    {
        var visits = 0;
        for (; _current is not null || _waiting.Count > 0; visits++)
        {
            if (cancellation.IsCancellationRequested)
            {
                _checkpoint?.Save(Branches, _current, _forward);
                cancellation.ThrowIfCancellationRequested();
            }

            if (_checkpoint is { IsDue: true })
            {
                _checkpoint.Save(Branches, _current, _forward);
            }

            var branch = _current ?? TakeUp();
            _visitor.Visit(branch, trace, _waiting.Push);
            if (branch.IsDone)
            {
                _done.Add(branch);
                _current = null;
            }

            visited(branch);
        }

        if (visits > 0)
        {
            _checkpoint?.SaveFinished(Branches, _forward);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _forward.Dispose();
        foreach (var branch in Branches)
        {
            branch.Dispose();
        }

        if (_ownsExperiment)
        {
            _experiment.Dispose();
        }
    }

    private EdgeGroupUnits Units => EdgeGroupUnits.Of(_experiment.Units, "the experiment");

    private AcdcSchedule Schedule(AcdcOrder order) => AcdcSchedule.Of(Units, order, _settings.PaperMode);

    private AcdcBranch TakeUp()
    {
        _current = _waiting.Pop();
        _forward.Restore(_current.Forward);
        _current.Dispose();
        return _current;
    }

    private void Take(IEnumerable<AcdcBranch> stored)
    {
        foreach (var branch in stored)
        {
            if (branch.IsDone)
            {
                _done.Add(branch);
            }
            else
            {
                _waiting.Push(branch);
            }
        }
    }
}

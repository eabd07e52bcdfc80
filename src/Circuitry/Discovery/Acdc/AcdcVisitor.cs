namespace Circuitry.Discovery;

/// <summary>
/// Visits readers: tries their candidates batch by batch, and splits a branch when a test tells its thresholds apart.
/// </summary>
/// <remarks>
/// A batch holds one variant for each of several successive candidates, under the assumption that those before it go or stay
/// as expected: that all go, or what predictions say. It is used up to the first candidate that does otherwise, whose own test
/// still counts. Decisions are therefore those of one test after the other, whatever was expected.
/// </remarks>
internal sealed class AcdcVisitor(
    Metric metric,
    AcdcSettings settings,
    EdgeGroupUnits units,
    IncrementalForward forward
)
{
    private const int MostTrust = 8;

    /// <summary>Batches run.</summary>
    public int Rounds { get; private set; }

    /// <summary>Variants evaluated in them.</summary>
    public int Evaluated { get; private set; }

    /// <summary>Makes a branch's next visit, or the rest of the one under way.</summary>
    /// <param name="branch">The branch that the forward holds.</param>
    /// <param name="trace">Receives every test.</param>
    /// <param name="split">Given the branches that are split off.</param>
    public void Visit(AcdcBranch branch, Action<AcdcStep>? trace, Action<AcdcBranch> split)
    {
        var (state, visit) = (branch.State, branch.Schedule.Visits[branch.State.Visit]);
        var live = forward.Kept.WritersThatReachLogits();
        int[] readers = [.. visit.Readers.Where(reader => forward.Kept.Feeds(reader, live))];
        var stop = branch.Stop ??= Begin(visit, state);
        if (readers.Length == 0)
        {
            foreach (var candidate in stop.Candidates)
            {
                Remove(visit, visit.Candidates[candidate], state);
            }
        }
        else if (!stop.IsDone)
        {
            AcdcCandidate[] candidates = [.. stop.Candidates.Select(candidate => visit.Candidates[candidate])];
            using var removal = forward.Begin(readers, [.. candidates.Select(candidate => candidate.Writers)]);
            while (!stop.IsDone)
            {
                stop.Width = Math.Min(stop.Width, removal.MostVariants);
                RunBatch(branch, visit, candidates, removal, trace, split);
            }
        }

        state.Width = stop.Width;
        state.Visit++;
        branch.Stop = null;
    }

    private AcdcStop Begin(AcdcVisit visit, AcdcState state)
    {
        // A direct edge that went has taken every edge of its reader.
        int[] candidates =
        [
            .. Enumerable
                .Range(0, visit.Candidates.Count)
                .Where(i => visit.Candidates[i].Unit < 0 || state.IsKept(visit.Candidates[i].Unit)),
        ];
        return new AcdcStop(candidates)
        {
            // How far predictions can be trusted does not change from reader to reader; without them each has its own run.
            Width = settings.Predictions is null ? AcdcStop.FirstWidth : state.Width,
        };
    }

    private void RunBatch(
        AcdcBranch branch,
        AcdcVisit visit,
        AcdcCandidate[] candidates,
        Removal removal,
        Action<AcdcStep>? trace,
        Action<AcdcBranch> split
    )
    {
        var (state, stop) = (branch.State, branch.Stop!);
        bool[] expected =
        [
            .. candidates
                .Skip(stop.Next)
                .Take(stop.Width)
                .Select(candidate => state.Trust < 0 || !IsPredictedToStay(candidate, branch)),
        ];
        using var outcome = removal.Evaluate(Variants(stop, expected));
        Rounds++;
        Evaluated += expected.Length;
        int? current = null;
        var asExpected = true;
        for (var variant = 0; asExpected && variant < expected.Length; variant++)
        {
            var candidate = candidates[stop.Next];
            var after = outcome.Values[variant];
            var effect = MetricValues.Rise(metric, state.Metric, after, candidate.Name);
            var change = settings.Rule == AcdcRule.Absolute ? Math.Abs(effect) : effect;
            var predicted = IsPredictedToStay(candidate, branch);
            var keeping = branch.Thresholds.TakeWhile(threshold => !(change < threshold)).Count();
            if (keeping > 0 && keeping < branch.Thresholds.Length)
            {
                if (current is { } variantNow)
                {
                    removal.Commit(outcome, variantNow);
                }

                var part = branch.SplitOff(keeping);
                Keep(part, candidate, effect, change);
                part.Stop!.Narrow();
                part.Forward = forward.Capture();
                split(part);
                keeping = 0;
            }

            trace?.Invoke(new AcdcStep(candidate.Name, state.Metric, after, keeping > 0));
            if (keeping > 0)
            {
                Keep(branch, candidate, effect, change);
            }
            else
            {
                state.Test(candidate.Unit, effect);
                state.Above = Math.Max(state.Above, change);
                state.Metric = after;
                stop.Stays[stop.Next++] = false;
                Remove(visit, candidate, state);
                current = variant;
            }

            if (predicted)
            {
                state.Trust = Math.Clamp(state.Trust + (keeping > 0 ? 1 : -1), -MostTrust, MostTrust);
            }

            asExpected = expected[variant] == (keeping == 0);
        }

        if (current is { } last)
        {
            removal.Commit(outcome, last);
        }

        if (asExpected)
        {
            stop.Widen(removal.MostVariants);
        }
        else
        {
            stop.Narrow();
        }
    }

    private static void Keep(AcdcBranch branch, AcdcCandidate candidate, double effect, double change)
    {
        branch.State.Test(candidate.Unit, effect);
        branch.State.UpTo = Math.Min(branch.State.UpTo, change);
        branch.Stop!.Next++;
    }

    /// <summary>Thresholds of a branch can have different predictions; the middle one speaks for all.</summary>
    private bool IsPredictedToStay(AcdcCandidate candidate, AcdcBranch branch)
    {
        if (settings.Predictions is null || candidate.Unit < 0)
        {
            return false;
        }

        var score = settings.Predictions.Values[candidate.Unit];
        return (settings.Rule == AcdcRule.Absolute ? Math.Abs(score) : score)
            >= branch.Thresholds[branch.Thresholds.Length / 2];
    }

    /// <summary>Variant k is what stays when the candidates before it go or stay as expected, and its own goes.</summary>
    private static bool[][] Variants(AcdcStop stop, bool[] expected)
    {
        var variants = new bool[expected.Length][];
        bool[] stays = [.. stop.Stays];
        for (var k = 0; k < expected.Length; k++)
        {
            variants[k] = [.. stays];
            variants[k][stop.Next + k] = false;
            stays[stop.Next + k] = !expected[k];
        }

        return variants;
    }

    private void Remove(AcdcVisit visit, AcdcCandidate candidate, AcdcState state)
    {
        var graph = forward.Graph;
        foreach (var reader in visit.Readers)
        {
            foreach (var writer in candidate.Writers)
            {
                var edge = graph.EdgeIndex(writer, reader);
                forward.Kept[edge] = false;
                state.Remove(units.UnitOf(writer, reader));
            }
        }
    }
}

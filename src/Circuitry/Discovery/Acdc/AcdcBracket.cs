namespace Circuitry.Discovery;

/// <summary>Thresholds tried on the way to a circuit of at most so many units, and those to try next.</summary>
internal sealed class AcdcBracket(AcdcTargetSizeOptions options)
{
    private const double Step = 10;
    private const double LowestShare = 1e-6;

    // Beyond this ratio of its ends a range is divided by ratios, below by differences.
    private const double Wide = 16;

    private readonly SortedList<double, AcdcBranch> _tried = [];
    private double _top;
    private int _rounds;

    /// <summary>The largest circuit that fits, at the lowest threshold that gives it.</summary>
    public (double Threshold, AcdcBranch Branch) Largest
    {
        get
        {
            var (threshold, branch) = _tried
                .Where(pair => IsSmall(pair.Value))
                .OrderByDescending(pair => pair.Value.State.KeptCount)
                .First();
            return (threshold, branch);
        }
    }

    /// <summary>
    /// "closed" when no threshold lies between those of <see cref="Largest"/> and those of a circuit that is too large, "none"
    /// when every circuit fits, and "open" otherwise.
    /// </summary>
    public string State
    {
        get
        {
            var (threshold, found) = Largest;
            var place = _tried.IndexOfKey(threshold);
            return place == 0 ? "none"
                : !IsSmall(_tried.Values[place - 1]) && _tried.Values[place - 1].State.UpTo >= found.State.Above
                    ? "closed"
                : "open";
        }
    }

    /// <summary>The first threshold: what all units together do.</summary>
    /// <param name="gap">How far the metrics of the full and the empty circuit are apart.</param>
    public IReadOnlyList<double> First(double gap)
    {
        _top = double.IsFinite(gap) && gap > 0 ? gap : 1;
        return [_top];
    }

    /// <summary>Notes what came out.</summary>
    public void Take(IReadOnlyList<double> thresholds, IReadOnlyList<AcdcBranch> done)
    {
        foreach (var threshold in thresholds)
        {
            _tried[threshold] = done.First(branch => branch.Thresholds.Contains(threshold));
        }
    }

    /// <summary>The thresholds to try next; none when nothing is left to find.</summary>
    /// <exception cref="SelectionException">Even at the highest threshold more units stay.</exception>
    public IReadOnlyList<double> Next()
    {
        if (!_tried.Values.Any(IsSmall))
        {
            return [Higher(_tried.Keys[^1])];
        }

        if (Largest.Branch.State.KeptCount == options.Most)
        {
            return [];
        }

        return _tried.Values.All(IsSmall) ? Lower(_tried.Keys[0])
            : _rounds++ < options.Rounds ? Narrower()
            : [];
    }

    public override string ToString() =>
        string.Join(
            "; ",
            _tried.Select(pair => FormattableString.Invariant($"{pair.Key}: {pair.Value.State.KeptCount}"))
        );

    private bool IsSmall(AcdcBranch branch) => branch.State.KeptCount <= options.Most;

    private double Higher(double tried) =>
        tried < double.MaxValue
            // The top of a metric without a gap says little: beyond it steps grow.
            ? Math.Min(tried * Math.Max(Step, tried / _top), double.MaxValue)
            : throw new SelectionException(
                FormattableString.Invariant(
                    $"{_tried.Values[^1].State.KeptCount} units stay at every threshold, since the loss without any of them is infinite, and the circuit is to have at most {options.Most}; ask for more, or use a metric that stays finite"
                )
            );

    private IReadOnlyList<double> Lower(double tried) =>
        tried == 0 ? []
        : tried > _top * LowestShare ? [tried / Step]
        : [0];

    private IReadOnlyList<double> Narrower()
    {
        // Sizes need not fall, so that more than one step can lead from too large to small.
        var steps = _tried
            .Values.Zip(_tried.Values.Skip(1))
            .Where(step => !IsSmall(step.First) && IsSmall(step.Second))
            .Where(step => step.First.State.UpTo < step.Second.State.Above)
            .OrderByDescending(step => step.Second.State.KeptCount)
            .Take(1);
        return [.. steps.SelectMany(step => Between(step.First.State.UpTo, step.Second.State.Above))];
    }

    /// <summary>Thresholds above one end and below the other, which itself still leads elsewhere than what lies above it.</summary>
    private IEnumerable<double> Between(double above, double upTo)
    {
        var lowest = above > 0 ? above : upTo * LowestShare;
        var byRatio = upTo / lowest > Wide;
        return Enumerable
            .Range(1, options.ThresholdsPerRound)
            .Select(i => (double)i / (options.ThresholdsPerRound + 1))
            .Select(share => byRatio ? lowest * Math.Pow(upTo / lowest, share) : above + (upTo - above) * share)
            .Where(threshold => threshold > above && threshold < upTo)
            .DefaultIfEmpty(upTo)
            .Distinct();
    }
}

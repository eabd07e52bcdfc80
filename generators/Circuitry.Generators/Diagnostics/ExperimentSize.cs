namespace Circuitry.Generators;

/// <summary>The memory and computation of an experiment, as far as its data set declares them at compile time.</summary>
/// <param name="Cost">The cost of its graph.</param>
/// <param name="Pairs">Number of pairs; 1 where it is not known.</param>
/// <param name="Length">Number of tokens of the longest prompt; 1 where it is not known.</param>
/// <param name="KnowsPairs">Whether the number of pairs is known.</param>
/// <param name="KnowsLength">Whether the number of tokens is known.</param>
internal sealed record ExperimentSize(ExperimentCost Cost, long Pairs, long Length, bool KnowsPairs, bool KnowsLength)
{
    /// <summary>Whether both are known.</summary>
    public bool IsKnown => KnowsPairs && KnowsLength;

    /// <summary>The size; null if it is not known, or makes no sense, which is reported elsewhere.</summary>
    public static ExperimentSize? Of(CheckedExperiment experiment)
    {
        var (declared, a) = (experiment.Declaration, experiment.Architecture);
        if (a is null || declared.DatasetSize < 0)
        {
            return null;
        }

        // How many groups of positions, or active features, there are shows only in the prompts.
        if (declared.SplitPositions || !declared.Granularity.IsOfGraph())
        {
            return null;
        }

        var pairs = declared.DatasetSize > 0 ? declared.DatasetSize : experiment.Makes("Pairs");
        var length = experiment.Makes("LongestPrompt");
        return new ExperimentSize(
            ExperimentCost.Of(a, declared.Granularity, declared.SplitQueryKeyValue, declared.SplitEmbedding),
            Math.Max(1, pairs),
            Math.Max(1, length),
            pairs > 0,
            length > 0
        );
    }

    /// <summary>The size in words.</summary>
    public override string ToString() =>
        (KnowsPairs, KnowsLength) switch
        {
            (true, true) => FormattableString.Invariant(
                $"{Counted.Of(Pairs, "pair")} of {Counted.Of(Length, "token")}"
            ),
            (true, false) => FormattableString.Invariant($"each position of {Counted.Of(Pairs, "pair")}"),
            (false, true) => FormattableString.Invariant($"each pair of {Counted.Of(Length, "token")}"),
            _ => "each position of each pair",
        };
}

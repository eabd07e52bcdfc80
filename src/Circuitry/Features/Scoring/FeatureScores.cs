namespace Circuitry.Features;

/// <summary>A score for every node of a task, and what gave it.</summary>
/// <remarks>
/// A score is how much the loss rises, in the metric's units and as a mean over prompts, when what stands in for the node
/// replaces it: positive where the node serves the answer.
/// </remarks>
public sealed class FeatureScores
{
    private readonly double[] _scores;

    /// <exception cref="MetricException">A score is not a number.</exception>
    internal FeatureScores(FeatureLayout layout, double[] scores, CircuitMethod method)
    {
        if (Array.FindIndex(scores, double.IsNaN) is >= 0 and var broken)
        {
            throw new MetricException(
                $"the score of {layout[broken].Name} is not a number (NaN): a metric or its gradient overflows; check the weights and the dictionaries, and compute in float64 if they are of a type with a small range"
            );
        }

        (Layout, _scores, Method) = (layout, scores, method);
    }

    /// <summary>The nodes.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>What gave the scores.</summary>
    public CircuitMethod Method { get; }

    /// <summary>The score of a node.</summary>
    /// <exception cref="DictionaryException">The task has no such node.</exception>
    public double this[FeatureNode node] => _scores[Layout.IndexOf(node)];

    /// <summary>The scores, by the nodes' numbers.</summary>
    public IReadOnlyList<double> Values => _scores;

    /// <summary>The nodes with a score other than zero, those of the largest absolute score first, equal ones by number.</summary>
    public IReadOnlyList<FeatureNode> Ranked() => [.. RankedIndices().Select(index => Layout[index])];

    /// <summary>The nodes whose absolute score is above a threshold (the paper's T_N).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or not a number.</exception>
    public FeatureSet Above(double threshold) =>
        threshold >= 0
            ? FeatureSet.OfIndices(
                Layout,
                Enumerable.Range(0, _scores.Length).Where(index => Math.Abs(_scores[index]) > threshold)
            )
            : throw new ArgumentOutOfRangeException(
                nameof(threshold),
                threshold,
                "a threshold on absolute scores is 0 or more"
            );

    /// <summary>The nodes of the largest absolute scores; fewer where fewer have one other than zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public FeatureSet Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return FeatureSet.OfIndices(Layout, RankedIndices().Take(count));
    }

    private IEnumerable<int> RankedIndices() =>
        Enumerable
            .Range(0, _scores.Length)
            .Where(index => _scores[index] != 0)
            .OrderByDescending(index => Math.Abs(_scores[index]))
            .ThenBy(index => index);
}

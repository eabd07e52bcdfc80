using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>
/// Judges a feature irrelevant if it is mostly active on words of a list: the activating tokens of its contexts, each weighted by
/// its activation.
/// </summary>
/// <param name="words">The words, in any case, without the space in front of them.</param>
/// <param name="share">The share of the activation that they must have, above 0 and up to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The share is another number.</exception>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KeywordJudge(IEnumerable<string> words, double share = 0.5) : IFeatureJudge
{
    private readonly HashSet<string> _words = new(words, StringComparer.OrdinalIgnoreCase);
    private readonly double _share = share is > 0 and <= 1
        ? share
        : throw new ArgumentOutOfRangeException(
            nameof(share),
            share,
            "a share of the activation is above 0 and up to 1"
        );

    /// <inheritdoc/>
    public string Name =>
        FormattableString.Invariant($"keywords, {_words.Count} words, {_share:0.##} of the activation or more");

    /// <summary>The share of a feature's activation, over its contexts, that is on the words.</summary>
    public double ShareOf(FeatureEvidence evidence)
    {
        var total = evidence.Contexts.Sum(context => context.Activation);
        return total == 0
            ? 0
            : evidence
                .Contexts.Where(context => _words.Contains(context.Tokens[context.Index].Trim()))
                .Sum(context => context.Activation) / total;
    }

    /// <inheritdoc/>
    public Judgement Judge(FeatureEvidence evidence) =>
        ShareOf(evidence) >= _share ? Judgement.Irrelevant : Judgement.Relevant;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

namespace Circuitry.Features;

/// <summary>The evidence of a corpus about one feature or error term.</summary>
internal sealed class FeatureTally(FeatureEvidenceOptions options)
{
    private readonly TopContexts _contexts = new(options);
    private long _tokens;
    private long _active;
    private double _sum;

    /// <summary>Counts a sequence.</summary>
    /// <param name="tokens">Its tokens; referenced, not copied.</param>
    /// <param name="activations">Their activations.</param>
    public void Count(int[] tokens, ReadOnlySpan<double> activations)
    {
        var largest = 0.0;
        for (var i = options.SkippedPositions; i < activations.Length; i++)
        {
            var activation = activations[i];
            _sum += activation;
            _active += activation > 0 ? 1 : 0;
            largest = activation > largest ? activation : largest;
        }

        _tokens += Math.Max(0, activations.Length - options.SkippedPositions);
        if (largest > 0)
        {
            _contexts.Offer(tokens, activations, largest);
        }
    }

    public FeatureEvidence ToEvidence(ScoredFeature scored, TokenTexts texts, FeatureLogits? logits) =>
        new()
        {
            Node = scored.Node,
            Effect = scored.Score,
            Tokens = _tokens,
            Density = _tokens == 0 ? 0 : (double)_active / _tokens,
            Mean = _tokens == 0 ? 0 : _sum / _tokens,
            Contexts = _contexts.ToContexts(texts),
            Logits = logits,
        };
}

namespace Circuitry.Generators;

/// <summary>Which biases a declaration says there are, beside a TransformerLens configuration that does not say it; null says nothing.</summary>
internal sealed record StatedBiases
{
    /// <summary>The properties of [Transformer] that may stand beside a config.json.</summary>
    public static readonly string[] Properties =
    [
        nameof(QueryKeyValueBias),
        nameof(AttentionOutputBias),
        nameof(MlpBias),
        nameof(UnembedBias),
    ];

    /// <summary>Whether queries, keys and values have biases.</summary>
    public bool? QueryKeyValueBias { get; init; }

    /// <summary>Whether attention has a bias on its output.</summary>
    public bool? AttentionOutputBias { get; init; }

    /// <summary>Whether the MLP has biases.</summary>
    public bool? MlpBias { get; init; }

    /// <summary>Whether the logits have a bias.</summary>
    public bool? UnembedBias { get; init; }

    /// <summary>The architecture with the biases that the declaration says.</summary>
    /// <exception cref="ArchitectureException">The configuration says itself which biases there are, or there is no MLP.</exception>
    public Architecture On(Architecture configured)
    {
        var stated = new[] { QueryKeyValueBias, AttentionOutputBias, MlpBias, UnembedBias };
        var first = Array.FindIndex(stated, says => says is not null);
        if (first >= 0 && configured.Family != ModelFamily.TransformerLens)
        {
            throw new ArchitectureException(
                Properties[first],
                $"is set, but a configuration of {configured.Family} says itself which biases there are"
            );
        }

        if (MlpBias == true && configured.AttentionOnly)
        {
            throw new ArchitectureException(nameof(MlpBias), "is set, but blocks of attention only have no MLP");
        }

        return configured with
        {
            QueryKeyValueBias = QueryKeyValueBias ?? configured.QueryKeyValueBias,
            AttentionOutputBias = AttentionOutputBias ?? configured.AttentionOutputBias,
            MlpBias = MlpBias ?? configured.MlpBias,
            UnembedBias = UnembedBias ?? configured.UnembedBias,
        };
    }
}

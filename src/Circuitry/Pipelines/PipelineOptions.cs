namespace Circuitry.Pipelines;

/// <summary>Options of the pipeline from a corpus to circuits.</summary>
public sealed record PipelineOptions
{
    /// <summary>Which contexts are sampled.</summary>
    public ContextOptions Contexts { get; init; } = new();

    /// <summary>The vectors by which contexts are compared.</summary>
    public VectorOptions Vectors { get; init; } = new();

    /// <summary>Numbers of clusters to try; the one with the largest mean silhouette is chosen.</summary>
    public IReadOnlyList<int> Clusters { get; init; } = [8, 10, 12, 14, 16];

    /// <summary>Seed of the clustering.</summary>
    public int Seed { get; init; }

    /// <summary>The most contexts of a circuit, those that are most like their cluster.</summary>
    public int CircuitContexts { get; init; } = 40;

    /// <summary>The number of nodes of a circuit.</summary>
    public int Nodes { get; init; } = 40;

    /// <summary>The points of the path at which gradients are integrated; null for one gradient at the clean run.</summary>
    public IntegrationRule? Rule { get; init; }

    /// <summary>The number of texts, from the first, from which a circuit's page takes evidence of its nodes; 0 for none.</summary>
    public int EvidenceTexts { get; init; } = 300;

    /// <summary>The most contexts of a cluster that its page shows.</summary>
    public int ShownContexts { get; init; } = 8;

    /// <exception cref="ArgumentException">A number is out of range, or there are no numbers of clusters.</exception>
    internal void Check()
    {
        Contexts.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(Vectors.Columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CircuitContexts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Nodes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(EvidenceTexts);
        ArgumentOutOfRangeException.ThrowIfNegative(ShownContexts);
        if (Vectors.Sites is { Count: 0 })
        {
            throw new ArgumentException(
                "there is at least one site, or null for all that have dictionaries",
                nameof(Vectors)
            );
        }

        if (Clusters.Count == 0 || Clusters.Any(count => count < 2))
        {
            throw new ArgumentException(
                $"there is at least one number of clusters to try, each 2 or more; found [{string.Join(", ", Clusters)}]",
                nameof(Clusters)
            );
        }
    }
}

namespace Circuitry.Pipelines;

/// <summary>The files of a pipeline: those of each stage and, saved last, which stages are finished.</summary>
/// <param name="folder">The folder.</param>
internal sealed class PipelineFolder(string folder)
{
    private const string Remedy = "Delete the folder to start from scratch.";

    private static readonly VersionedJson ContextsJson = new("circuitry.pipeline.contexts", 1, "contexts", Remedy);
    private static readonly VersionedJson ClustersJson = new("circuitry.pipeline.clusters", 1, "clusters", Remedy);

    private readonly JobFile _finished = new(Path.Combine(folder, Stages));

    /// <summary>The file that lists the finished stages.</summary>
    public const string Stages = "stages.json";

    /// <summary>The path of a file.</summary>
    public string File(string name) => Path.Combine(folder, name);

    /// <summary>A stage's result: read if the same work has finished it and its files still exist, otherwise made.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="fingerprint">The hash of everything that decides its files.</param>
    /// <param name="files">Its files, which stay for whoever opens the folder.</param>
    /// <param name="read">Reads them.</param>
    /// <param name="make">Makes and writes them.</param>
    /// <exception cref="CheckpointException">The list of finished stages cannot be read or written.</exception>
    public T Run<T>(string stage, string fingerprint, IReadOnlyList<string> files, Func<T> read, Func<T> make)
    {
        if (
            _finished.Find(stage, fingerprint) is JobAnswer.Finished { Job: var job }
            && _finished.ValueOf<Written>(job).Files.All(name => Path.Exists(File(name)))
        )
        {
            return read();
        }

        var made = make();
        _finished.Save(stage, fingerprint, new Written(files));
        return made;
    }

    /// <summary>The name of a cluster's stage and of its files.</summary>
    public static string OfCluster(int number) => FormattableString.Invariant($"cluster-{number:00}");

    /// <summary>Deletes the files of clusters that only an earlier run, which found more, had.</summary>
    public void DeleteClustersFrom(int count)
    {
        for (var number = count; System.IO.File.Exists(File($"{OfCluster(number)}.json")); number++)
        {
            Delete(folder, $"{OfCluster(number)}.html");
            Delete(folder, $"{OfCluster(number)}.json");
        }
    }

    /// <summary>Deletes a file if it exists.</summary>
    public static void Delete(string folder, string name)
    {
        // Deleting a file that is not there is no error, but in a folder that is not there it is.
        var path = Path.Combine(folder, name);
        if (System.IO.File.Exists(path))
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>The contexts of a finished stage.</summary>
    /// <param name="name">The file.</param>
    /// <param name="architecture">The model's.</param>
    /// <param name="clusters">The fewest clusters that they are to be divided into.</param>
    /// <exception cref="CircuitFileException">
    /// The file is malformed, has a context that the model cannot have, or has too few.
    /// </exception>
    public ContextSample ReadSample(string name, Architecture architecture, int clusters)
    {
        var sample = ContextsJson.Read<ContextsLayout>(File(name)).Sample;
        if (sample.Contexts.Count <= clusters)
        {
            throw new CircuitFileException(
                File(name),
                "$.sample.contexts",
                FormattableString.Invariant($"more contexts than {Counted.Of(clusters, "cluster")}"),
                FormattableString.Invariant($"{sample.Contexts.Count}"),
                $"Ask for fewer clusters, read more texts, or allow a larger loss. {Remedy}"
            );
        }

        for (var i = 0; i < sample.Contexts.Count; i++)
        {
            if (!sample.Contexts[i].Suits(architecture))
            {
                throw new CircuitFileException(
                    File(name),
                    FormattableString.Invariant($"$.sample.contexts[{i}]"),
                    FormattableString.Invariant(
                        $"1 to {Counted.Of(architecture.Context, "token")} of the {architecture.Vocabulary} that the model knows, one of {architecture.OutputVocabulary} that follows, and a loss of 0 or more"
                    ),
                    "something else",
                    Remedy
                );
            }
        }

        return sample;
    }

    public void Write(ContextSample sample, string name) =>
        CircuitFile.Write(
            File(name),
            VersionedJson.ToText(
                new ContextsLayout
                {
                    Format = ContextsJson.Format,
                    Version = ContextsJson.Version,
                    Sample = sample,
                }
            )
        );

    /// <summary>The clusters of a finished stage.</summary>
    /// <exception cref="CircuitFileException">The file is malformed, or does not divide the contexts.</exception>
    public ContextClusters ReadClusters(string name, int contexts)
    {
        var clusters = ClustersJson.Read<ClustersLayout>(File(name)).Clusters;
        return clusters.Labels.Count == contexts && clusters.IsWhole
            ? clusters
            : throw new CircuitFileException(
                File(name),
                "$.clusters.labels",
                FormattableString.Invariant(
                    $"a cluster for each of {Counted.Of(contexts, "context")}, numbered from 0 without gaps"
                ),
                FormattableString.Invariant($"{clusters.Labels.Count} labels"),
                Remedy
            );
    }

    public void Write(ContextClusters clusters, string name) =>
        CircuitFile.Write(
            File(name),
            VersionedJson.ToText(
                new ClustersLayout
                {
                    Format = ClustersJson.Format,
                    Version = ClustersJson.Version,
                    Clusters = clusters,
                }
            )
        );

    /// <param name="Files">The files of a finished stage.</param>
    private sealed record Written(IReadOnlyList<string> Files);

    private sealed record ContextsLayout
    {
        public required string Format { get; init; }

        public required int Version { get; init; }

        public required ContextSample Sample { get; init; }
    }

    private sealed record ClustersLayout
    {
        public required string Format { get; init; }

        public required int Version { get; init; }

        public required ContextClusters Clusters { get; init; }
    }
}

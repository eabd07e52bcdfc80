namespace Circuitry.Pipelines;

/// <summary>
/// Tracks finished pipeline stages in a folder: each stage's files and, last, its fingerprint, so that a stage is repeated unless
/// the same work has finished it.
/// </summary>
internal sealed class PipelineFolder
{
    private const string Remedy = "Delete the folder to start from scratch.";

    private static readonly VersionedJson StagesJson = new("circuitry.pipeline.stages", 1, "finished stages", Remedy);
    private static readonly VersionedJson ContextsJson = new("circuitry.pipeline.contexts", 1, "contexts", Remedy);
    private static readonly VersionedJson ClustersJson = new("circuitry.pipeline.clusters", 1, "clusters", Remedy);

    private readonly string _folder;
    private readonly SortedDictionary<string, string> _finished;

    public PipelineFolder(string folder)
    {
        _folder = folder;
        // A folder in its place is an error, not a fresh start.
        _finished = Path.Exists(File(Stages))
            ? new(StagesJson.Read<StagesLayout>(File(Stages)).Finished.ToDictionary(), StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
    }

    /// <summary>The file that lists the finished stages.</summary>
    public const string Stages = "stages.json";

    /// <summary>The path of a file.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Whether a stage was finished by the same work, and its file still exists.</summary>
    public bool Has(string stage, string fingerprint, string file) =>
        _finished.GetValueOrDefault(stage) == fingerprint && Path.Exists(File(file));

    /// <summary>Records that a stage is finished, once its files are written.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written.</exception>
    public void Finish(string stage, string fingerprint)
    {
        _finished[stage] = fingerprint;
        var layout = new StagesLayout
        {
            Format = StagesJson.Format,
            Version = StagesJson.Version,
            Finished = _finished,
        };
        CircuitFile.Write(File(Stages), VersionedJson.ToText(layout));
    }

    /// <summary>The name of a cluster's stage and of its files.</summary>
    public static string OfCluster(int number) => FormattableString.Invariant($"cluster-{number:00}");

    /// <summary>Deletes the files of clusters that only an earlier run, which found more, had.</summary>
    public void DeleteClustersFrom(int count)
    {
        for (var number = count; System.IO.File.Exists(File($"{OfCluster(number)}.json")); number++)
        {
            Delete(_folder, $"{OfCluster(number)}.html");
            Delete(_folder, $"{OfCluster(number)}.json");
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

    private sealed record StagesLayout
    {
        public required string Format { get; init; }

        public required int Version { get; init; }

        public required IReadOnlyDictionary<string, string> Finished { get; init; }
    }

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

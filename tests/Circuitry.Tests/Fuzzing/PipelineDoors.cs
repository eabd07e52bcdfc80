namespace Circuitry.Tests;

/// <summary>What a pipeline keeps in its folder of each stage.</summary>
internal static class PipelineDoors
{
    public static IReadOnlyList<Door> All { get; } =
    [
        Of("stages.json", Spelling.Json),
        Of("contexts.json", Spelling.Json),
        Of("vectors.safetensors", Spelling.Safetensors),
        Of("clusters.json", Spelling.Json),
        Of("cluster-00.json", Spelling.Json),
    ];

    private static Door Of(string file, Spelling spelling) =>
        new("checkpoints", "of a pipeline", file, spelling, folder => Run(folder), Run)
        {
            IsOptional = true,
            Changes = true,
            IsSlow = true,
        };

    private static string Run(TemporaryFolder folder)
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model, [FeatureSite.Residual(0)]);
        var result = new CircuitPipeline(
            model,
            dictionaries,
            token => FormattableString.Invariant($"t{token}"),
            new PlainKMeans(),
            new PipelineOptions
            {
                Contexts = new ContextOptions
                {
                    Count = 9,
                    MaximumLoss = 1000,
                    PhraseShare = 2,
                },
                Vectors = new VectorOptions { Kind = VectorKind.LastActivations },
                Clusters = [2],
                CircuitContexts = 3,
                Nodes = 3,
                EvidenceTexts = 2,
            }
        ).Run(
            Corpora.Random(model.Architecture, 8, seed: 4).Select(tokens => new CorpusText { Tokens = tokens }),
            "texts",
            folder.Path
        );
        return string.Join(
            '\n',
            [
                File.ReadAllText(folder.File("index.html")),
                Identity.Of(result.Sample),
                .. result.Clusters.Select(cluster => CircuitJson.ToText(cluster.Circuit)),
            ]
        );
    }
}

namespace Circuitry.Tests;

/// <summary>Circuits of features name the declared prompts only where they were found on them.</summary>
public sealed class FeatureProvenanceTests
{
    [Fact]
    public void Circuits_on_other_prompts_say_so_in_files_and_reports()
    {
        using var folder = new TemporaryFolder();
        var model = SmallModels.Make<Serial>();
        var declared = Made(size: 4, seed: 3);
        using var experiment = new Hand(model, SmallFeatures.Dictionaries(model), declared);
        (AnswerTask Task, string? Given)[] tasks =
        [
            (experiment.Task, null),
            (experiment.Neurons, null),
            (experiment.On(Made(size: 4, seed: 3)), null),
            (experiment.On(Made(size: 4, seed: 5)), "Draws, 4 pairs, seed 5"),
            (experiment.NeuronsOn(Made(size: 3, seed: 3)), "Draws, 3 pairs, seed 3"),
            (experiment.On(PromptPairs.Of(declared.Pairs)), "given at run time"),
        ];
        foreach (var (task, given) in tasks)
        {
            var circuit = new FeatureCircuitSearch(
                task,
                new FeatureCircuitOptions { Nodes = 3, Rule = null }
            ).Discover();
            Assert.Equal("Sample", circuit.Provenance.Declaration.Experiment);
            Assert.Equal(given, circuit.Provenance.GivenPrompts);
            Assert.Equal("Interchange", circuit.Provenance.Declaration.Ablation);
            Assert.Null(circuit.Provenance.GivenMetric);
            var row = CircuitSummary.Rows(circuit).Single(row => row.Name == "data set").Value;
            Assert.Equal(given ?? "Draws, 4 pairs, seed 3", row);
            var path = folder.File("circuit.json");
            CircuitJson.Write(circuit, path);
            Assert.Equal(given is not null, File.ReadAllText(path).Contains("given_prompts", StringComparison.Ordinal));
            Assert.Equal(given, CircuitJson.Read(path).Provenance.GivenPrompts);
        }
    }

    [Fact]
    public void Features_judged_outside_of_an_experiment_say_what_is_known_of_them()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries, Ablation.Zero);
        var circuit = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 3, Rule = null }).Discover();

        Assert.Equal(
            [
                ("model", "Serial"),
                ("data set", "given at run time"),
                ("ablation", "Zero"),
                ("metric", "LogitDifference"),
                ("granularity", "features"),
            ],
            CircuitSummary.Rows(circuit).TakeWhile(row => row.Name != "found by")
        );
        Assert.Equal(
            dictionaries.Sites.Select(site => site.Name).Order(StringComparer.Ordinal),
            circuit.Provenance.Dictionaries!.Keys
        );
    }

    private static PromptPairs Made(int size, int seed) =>
        PromptPairs.Made(
            new Draws(),
            new DatasetRequest
            {
                Size = size,
                Seed = seed,
                Architecture = Serial.Declared,
            }
        );

    private sealed class Draws : IDataset
    {
        public PromptPairs Make(DatasetRequest request) =>
            Shuffles.Of(request.Architecture, request.Size, request.Seed);
    }

    private sealed class Hand(Serial model, FeatureDictionaries dictionaries, PromptPairs prompts)
        : FeatureExperiment<Serial>(
            new FeatureDeclaration
            {
                Experiment = "Sample",
                Model = "Serial",
                Dataset = "Draws",
                DatasetSize = 4,
                DatasetSeed = 3,
                Ablation = nameof(Ablation.Interchange),
                Metric = "LogitDifference",
                SplitPositions = false,
                Dictionaries = "dictionaries.json",
            },
            [.. dictionaries.Sites.Select(site => new SiteFeatures(site, dictionaries[site].Width))],
            model,
            dictionaries,
            prompts,
            new LogitDifference(),
            Ablation.Interchange
        );
}

namespace Circuitry.Tests;

/// <summary>A feature experiment as the generator emits one.</summary>
public sealed class SerialFeatures(Serial model, FeatureDictionaries dictionaries)
    : FeatureExperiment<Serial>(
        new FeatureDeclaration
        {
            Experiment = nameof(SerialFeatures),
            Model = nameof(Serial),
            Dataset = nameof(Shuffles),
            DatasetSize = 4,
            DatasetSeed = 3,
            Ablation = nameof(Ablation.Mean),
            Metric = nameof(LogitDifference),
            SplitPositions = false,
            Dictionaries = "dictionaries.json",
        },
        [.. dictionaries.Sites.Select(site => new SiteFeatures(site, dictionaries[site].Width))],
        model,
        dictionaries,
        SmallFeatures.Prompts(Serial.Declared, 4, oneLength: false),
        new LogitDifference(),
        Ablation.Mean
    )
{
    public FeatureAttribution FeatureAttribution() => new(Task);

    public FeatureCircuitSearch FeatureCircuit(int nodes) => new(Task, new FeatureCircuitOptions { Nodes = nodes });
}

/// <summary>A SHIFT experiment as the generator emits one.</summary>
internal sealed class SerialShift(Serial model, FeatureDictionaries dictionaries)
    : ShiftExperiment<Serial>(
        new ShiftDeclaration
        {
            Experiment = nameof(SerialShift),
            Model = nameof(Serial),
            Dataset = "texts",
            DatasetSize = 4,
            DatasetSeed = 3,
            Dictionaries = "dictionaries.json",
            Block = 1,
            Features = 3,
        },
        [.. dictionaries.Sites.Select(site => new SiteFeatures(site, dictionaries[site].Width))],
        model,
        dictionaries,
        null
    )
{
    public override IFeatureJudge Judging => new KeywordJudge(["she"]);

    public override BiasedData MakeTexts(int seed) =>
        new()
        {
            Ambiguous = [],
            Balanced = [],
            Test = [],
            Concepts = [],
            SpuriousWords = new HashSet<int>(),
        };

    public ShiftSearch Shift() => new(Model, Dictionaries, MakeTexts(0), TokenText, Options);

    public ShiftTable Table() => new(Model, Dictionaries, MakeTexts, TokenText, Options);
}

namespace Circuitry.Experiments;

/// <summary>The experiments that ship, in the order in which they are listed and run.</summary>
internal static class Catalogue
{
    private static readonly PublishedModel Gpt2 = new("GPT-2 small", ["openai-community/gpt2", "gpt2"]);

    private static readonly ShippedModel InductionModel = new()
    {
        Name = "induction",
        Folder = InductionWeights.Folder,
        Train = InductionCommand.Train,
    };

    public static IReadOnlyList<ShippedExperiment> All { get; } =
    [
        new()
        {
            Name = "reverse",
            Summary = "how a compiled transformer of 4 layers reverses its tokens",
            DefaultThreshold = 1e-5,
            LoadFrom = (device, _) => Reverse.Compile(device),
            Search = (experiment, options) => ((Reverse)experiment).Acdc(options),
            Truth = experiment => Reverse.Circuit(experiment.Units),
        },
        new()
        {
            Name = "proportion",
            Summary = "how a compiled transformer of 2 layers tells the share of x among its tokens",
            DefaultThreshold = 1e-5,
            LoadFrom = (device, _) => Proportion.Compile(device),
            Search = (experiment, options) => ((Proportion)experiment).Acdc(options),
            Truth = experiment => Proportion.Circuit(experiment.Units),
        },
        new()
        {
            Name = "induction",
            Summary = "how a trained transformer of 2 layers continues a pattern that it has seen once",
            DefaultThreshold = Induction.DefaultThreshold,
            LoadFrom = (device, _) => Induction.LoadTrained(device),
            Search = (experiment, options) => ((Induction)experiment).Acdc(options),
            Truth = experiment => Induction.Circuit(experiment.Units),
            Model = InductionModel,
        },
        .. PrimerExperiments.All,
        new()
        {
            Name = "gpt2-ioi",
            Summary = "how GPT-2 small tells who receives the object",
            DefaultThreshold = IndirectObjectIdentification.DefaultThreshold,
            Published = Gpt2,
            LoadFrom = (device, folder) => IndirectObjectIdentification.Load(folder, device: device),
            Search = (experiment, options) => ((IndirectObjectIdentification)experiment).Acdc(options),
        },
        new()
        {
            Name = "gpt2-greater-than",
            Summary = "how GPT-2 small ends a span of years later than it began",
            DefaultThreshold = GreaterThanYears.DefaultThreshold,
            Published = Gpt2,
            LoadFrom = (device, folder) => GreaterThanYears.Load(folder, device: device),
            Search = (experiment, options) => ((GreaterThanYears)experiment).Acdc(options),
        },
        new()
        {
            Name = "pythia-agreement",
            Summary = "how Pythia-70M makes a verb agree with its subject",
            DefaultThreshold = VerbAgreement.DefaultThreshold,
            Published = new PublishedModel("Pythia-70M", ["EleutherAI/pythia-70m-deduped", "EleutherAI/pythia-70m"]),
            LoadFrom = (device, folder) => VerbAgreement.Load(folder, device: device),
            Search = (experiment, options) => ((VerbAgreement)experiment).Acdc(options),
        },
        new()
        {
            Name = "llama-ioi",
            Summary = "which heads and MLPs of Llama 3.2 1B tell who receives the object",
            DefaultThreshold = IndirectObjectsInLlama.DefaultThreshold,
            Published = new PublishedModel("Llama 3.2 1B", ["meta-llama/Llama-3.2-1B"]),
            LoadFrom = (device, folder) => IndirectObjectsInLlama.Load(folder, device: device),
            Search = (experiment, options) => ((IndirectObjectsInLlama)experiment).Acdc(options),
        },
    ];

    /// <summary>The models and dictionaries whose training ships with them.</summary>
    public static IReadOnlyList<ShippedModel> Models { get; } =
    [InductionModel, PrimerExperiments.Model, PrimerExperiments.Dictionaries];

    /// <summary>The experiment of a name; null when none has it.</summary>
    public static ShippedExperiment? Find(string name) => All.FirstOrDefault(shipped => shipped.Name == name);

    /// <summary>The message about an unknown name: the nearest one, and all there are.</summary>
    public static string Unknown(string name)
    {
        var nearest = All.Select(shipped => shipped.Name).MinBy(known => EditDistance.Between(name, known));
        var names = string.Join(", ", All.Select(shipped => shipped.Name));
        return nearest is null
            ? $"there is no experiment '{name}', nor any other"
            : $"there is no experiment '{name}'; did you mean '{nearest}'? There are: {names}";
    }
}

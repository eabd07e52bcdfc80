namespace Circuitry.Experiments;

/// <summary>The experiments on Primer, in the order in which they are listed.</summary>
internal static class PrimerExperiments
{
    /// <summary>Primer.</summary>
    public static ShippedModel Model { get; } =
        new()
        {
            Name = "primer",
            Folder = PrimerWeights.Folder,
            Train = PrimerCommand.Train,
        };

    /// <summary>The dictionaries of Primer's activations.</summary>
    public static ShippedModel Dictionaries { get; } =
        new()
        {
            Name = "primer-dictionaries",
            Folder = PrimerDictionaries.Folder,
            Train = PrimerDictionariesCommand.Train,
        };

    /// <summary>One for each task; together they take longer than a program without a command should.</summary>
    public static IReadOnlyList<ShippedExperiment> All { get; } =
    [
        new()
        {
            Name = "primer-ioi",
            Summary = "how a small language model tells which of two people is given something",
            DefaultThreshold = PrimerIndirectObject.DefaultThreshold,
            LoadFrom = (device, _) => PrimerIndirectObject.LoadTrained(device),
            Search = (experiment, options) => ((PrimerIndirectObject)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
        new()
        {
            Name = "primer-greater-than",
            Summary = "how it continues a span with a later year",
            DefaultThreshold = PrimerGreaterThan.DefaultThreshold,
            LoadFrom = (device, _) => PrimerGreaterThan.LoadTrained(device),
            Search = (experiment, options) => ((PrimerGreaterThan)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
        new()
        {
            Name = "primer-docstring",
            Summary = "how it tells which argument a docstring describes next",
            DefaultThreshold = PrimerDocstring.DefaultThreshold,
            LoadFrom = (device, _) => PrimerDocstring.LoadTrained(device),
            Search = (experiment, options) => ((PrimerDocstring)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
        new()
        {
            Name = "primer-induction",
            Summary = "how it repeats random tokens that it has read once",
            DefaultThreshold = PrimerInduction.DefaultThreshold,
            LoadFrom = (device, _) => PrimerInduction.LoadTrained(device),
            Search = (experiment, options) => ((PrimerInduction)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
        new()
        {
            Name = "primer-pronoun",
            Summary = "how it tells he from she by a name",
            DefaultThreshold = PrimerPronoun.DefaultThreshold,
            LoadFrom = (device, _) => PrimerPronoun.LoadTrained(device),
            Search = (experiment, options) => ((PrimerPronoun)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
        new()
        {
            Name = "primer-agreement",
            Summary = "how it tells the number of a verb whose subject stands behind another noun",
            DefaultThreshold = PrimerAgreement.DefaultThreshold,
            LoadFrom = (device, _) => PrimerAgreement.LoadTrained(device),
            Search = (experiment, options) => ((PrimerAgreement)experiment).Acdc(options),
            Model = Model,
            OnlyByName = true,
        },
    ];
}

using Circuitry.Rasp;

namespace Circuitry.Experiments;

/// <summary>The experiments that ship, in the order in which they are listed and run.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<ShippedExperiment> All { get; } =
    [
        new()
        {
            Name = "reverse",
            Summary = "how a compiled transformer of 4 layers reverses its tokens",
            DefaultThreshold = 1e-5,
            Load = Reverse.Compile,
            Search = (experiment, options) => ((Reverse)experiment).Acdc(options),
            Truth = experiment => CompiledProgram.Truth(RaspPrograms.Reverse, experiment.Graph),
        },
        new()
        {
            Name = "proportion",
            Summary = "how a compiled transformer of 2 layers tells the share of x among its tokens",
            DefaultThreshold = 1e-5,
            Load = Proportion.Compile,
            Search = (experiment, options) => ((Proportion)experiment).Acdc(options),
            Truth = experiment => CompiledProgram.Truth(RaspPrograms.Proportion, experiment.Graph),
        },
        new()
        {
            Name = "induction",
            Summary = "how a trained transformer of 2 layers continues a pattern that it has seen once",
            DefaultThreshold = Induction.DefaultThreshold,
            Load = Induction.LoadTrained,
            Search = (experiment, options) => ((Induction)experiment).Acdc(options),
            Truth = experiment => Induction.Circuit(experiment.Graph),
            Train = InductionCommand.Train,
        },
    ];

    /// <summary>The experiment of a name; null when none has it.</summary>
    public static ShippedExperiment? Find(string name) => All.FirstOrDefault(shipped => shipped.Name == name);

    /// <summary>What to say about a name that no experiment has: the nearest one, and all there are.</summary>
    public static string Unknown(string name)
    {
        var nearest = All.Select(shipped => shipped.Name).MinBy(known => EditDistance.Between(name, known));
        var names = string.Join(", ", All.Select(shipped => shipped.Name));
        return nearest is null
            ? $"there is no experiment '{name}', nor any other"
            : $"there is no experiment '{name}'; did you mean '{nearest}'? There are: {names}";
    }
}

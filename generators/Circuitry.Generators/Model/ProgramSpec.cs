namespace Circuitry.Generators;

/// <summary>The project as a program: the assembly, what it trains, and what its references list.</summary>
internal sealed record ProgramSpec
{
    /// <summary>The assembly's name.</summary>
    public required string Assembly { get; init; }

    /// <summary>Whether it is a program that has the commands, so that its entry point is emitted.</summary>
    public required bool HasCommands { get; init; }

    /// <summary>The classes that list the experiments of referenced assemblies, with <c>global::</c>, by name.</summary>
    public required EquatableArray<string> Registries { get; init; }

    /// <summary>What it trains by name.</summary>
    public required EquatableArray<TrainingSpec> Trainings { get; init; }
}

/// <summary>A class with [Training].</summary>
/// <param name="FullName">The class, with <c>global::</c>.</param>
/// <param name="Name">The name on the command line.</param>
/// <param name="Folder">The folder next to the program.</param>
internal sealed record TrainingSpec(string FullName, string Name, string Folder);

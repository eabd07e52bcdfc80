using System.Reflection;

namespace Circuitry.Registry;

/// <summary>An experiment that a program runs by name. The generator lists those of a project.</summary>
public abstract class ExperimentEntry
{
    private protected ExperimentEntry() { }

    /// <summary>The name on the command line and of the results folder.</summary>
    public required string Name { get; init; }

    /// <summary>One line about the question and the model.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// Where the weights are when none are given: a folder next to the program, or the name of a model on the hub; null where they are
    /// made by the program, or must be given.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>Whether the program makes the weights, so that none are read.</summary>
    public virtual bool MakesWeights => false;

    /// <summary>Whether it runs only when named, because it takes longer than others.</summary>
    public bool OnlyByName { get; init; }

    /// <summary>The assembly that declares it, whose own algorithms, formats, metrics and ablations are known with it.</summary>
    public abstract Assembly Assembly { get; }

    /// <summary>The declaration: what the attributes say.</summary>
    public abstract Declaration Declaration { get; }

    /// <summary>The architecture of the model.</summary>
    public abstract Architecture Architecture { get; }

    /// <summary>The kind of its units, as lists call it: edges, nodes, neurons, features or probe.</summary>
    public abstract string Kind { get; }

    /// <summary>The folder of its weights next to the program; null where there is none.</summary>
    public string? OwnFolder =>
        Weights is null || ProgramFolder.PathOf(Weights) is not { } path || !Directory.Exists(path) ? null : path;

    /// <summary>The name of its model on the hub; null where the weights come with the program or must be given.</summary>
    public string? HubName => MakesWeights || OwnFolder is not null ? null : Weights;

    /// <summary>Whether the weights come with the program.</summary>
    public bool IsComplete => MakesWeights || OwnFolder is not null;

    /// <summary>The weights to load: those given, or the experiment's own.</summary>
    /// <exception cref="RegistryException">There are none, or they were given to an experiment that makes its own.</exception>
    private protected string Place(string? given) =>
        MakesWeights && given is not null
            ? throw new RegistryException($"{Name} makes its weights; leave out those that are given")
            : given
                ?? OwnFolder
                ?? HubName
                ?? throw new RegistryException(
                    $"{Name} does not say where the weights of {Declaration.Model} are; give them, or name them in [Transformer(..., Weights = ...)]"
                );

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>An experiment cannot be loaded by its name; the message says why and what to do.</summary>
/// <param name="message">The message.</param>
public sealed class RegistryException(string message) : CircuitryException(message);

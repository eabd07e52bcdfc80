namespace Circuitry.Generators;

/// <summary>What the emitted part of a class declares and uses, which the class's own part must leave alone.</summary>
internal sealed record EmittedClass
{
    /// <summary>The metadata name of the runtime's class that it derives from.</summary>
    public required string Parent { get; init; }

    /// <summary>The parameters of its constructor.</summary>
    public required string Constructor { get; init; }

    /// <summary>The parameters of the constructor that makes a changed copy; null where there is none.</summary>
    public string? CopyConstructor { get; init; }

    /// <summary>Members whose names no other member may have: they are no methods, or emitted code calls them by their names alone.</summary>
    public required IReadOnlyCollection<string> Members { get; init; }

    /// <summary>Methods that may have overloads, with the parameters that are taken.</summary>
    public required IReadOnlyList<EmittedMethod> Methods { get; init; }

    /// <summary>Members of the base class that emitted code uses by their names alone.</summary>
    public required IReadOnlyCollection<string> Inherited { get; init; }

    /// <summary>Whether a member of this name is emitted.</summary>
    public bool Declares(string name) => Members.Contains(name) || Methods.Any(method => method.Name == name);
}

/// <summary>A method that is emitted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its parameters, without namespaces.</param>
internal readonly record struct EmittedMethod(string Name, string Parameters);

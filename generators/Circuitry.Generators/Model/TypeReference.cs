namespace Circuitry.Generators;

/// <summary>A type that a declaration names.</summary>
internal sealed record TypeReference
{
    /// <summary>The full name with <c>global::</c>, as code refers to it.</summary>
    public required string FullName { get; init; }

    /// <summary>The name as one reads it and results carry it: no namespace, nothing escaped.</summary>
    public required string PlainName { get; init; }
}

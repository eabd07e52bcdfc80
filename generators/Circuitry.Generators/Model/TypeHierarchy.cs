namespace Circuitry.Generators;

/// <summary>A declared class: all that is needed to write another part of it.</summary>
internal sealed record TypeHierarchy
{
    /// <summary>The namespace, keywords escaped; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>What opens each containing type, outermost first, such as <c>partial record struct Outer</c>.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary>The class's name, escaped if it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The class's name, as results carry it.</summary>
    public required string PlainName { get; init; }

    /// <summary>What opens the class: <c>partial class</c> and its name.</summary>
    public string Header => "partial class " + Name;

    /// <summary>The accessibility as C# spells it, such as <c>public</c>.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The full name with <c>global::</c>, as code refers to it.</summary>
    public required string FullName { get; init; }

    /// <summary>The full metadata name, which starts the names of the emitted files.</summary>
    public required string HintName { get; init; }
}

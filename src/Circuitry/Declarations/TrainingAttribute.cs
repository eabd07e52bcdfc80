namespace Circuitry;

/// <summary>Lists a class, which implements <c>ITraining</c>, among what the program of the project trains by name.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="folder">The folder, next to the program, from which the results are read and which training replaces.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TrainingAttribute(string name, string folder) : Attribute
{
    /// <summary>The name on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>The folder, next to the program, from which the results are read and which training replaces.</summary>
    public string Folder { get; } = folder;
}

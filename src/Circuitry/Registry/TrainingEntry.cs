namespace Circuitry.Registry;

/// <summary>A training that a program runs by name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Place">The folder next to the program, relative to it.</param>
/// <param name="Train">Trains, or resumes a training that was stopped, and saves the results.</param>
public sealed record TrainingEntry(string Name, string Place, Action<TrainingRequest> Train)
{
    /// <summary>The folder from which the program reads what was trained.</summary>
    public string Folder => ProgramFolder.PathOf(Place);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

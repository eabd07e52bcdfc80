namespace Circuitry;

/// <summary>Something that circuits are made of, known by its name: an edge, a writer, or a feature.</summary>
public interface IUnit
{
    /// <summary>The name in files and reports.</summary>
    string Name { get; }
}

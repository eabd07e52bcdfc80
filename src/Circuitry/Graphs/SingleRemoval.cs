namespace Circuitry;

/// <summary>One unit to remove from the whole graph.</summary>
/// <param name="Unit">The unit, by index.</param>
/// <param name="Writer">The writer, by index, whose output is replaced.</param>
/// <param name="Reader">The reader, by index, for which it is; null for every reader.</param>
/// <param name="Part">The coordinate of the writer's activation that is replaced; null for all of it.</param>
internal readonly record struct SingleRemoval(int Unit, int Writer, int? Reader, int? Part);

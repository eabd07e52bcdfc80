namespace Circuitry.Models;

/// <summary>The place of an organ in an architecture, from which its switches are reached.</summary>
/// <param name="Path">The properties from the architecture down to the organ.</param>
/// <param name="Get">The organ; null where the architecture has none.</param>
/// <param name="Set">The architecture with another organ.</param>
/// <param name="Lacking">Why there is no organ where there is none.</param>
internal sealed record OrganPlace<TOrgan>(
    string Path,
    Func<Architecture, TOrgan?> Get,
    Func<Architecture, TOrgan, Architecture> Set,
    string? Lacking = null
)
    where TOrgan : class
{
    /// <summary>A switch of the organ.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="property">The property of the organ that stores it.</param>
    /// <param name="read">Its value.</param>
    /// <param name="write">The organ with another value.</param>
    public Switch Of<T>(string name, string property, Func<TOrgan, T> read, Func<TOrgan, T, TOrgan> write)
        where T : notnull =>
        new()
        {
            Name = name,
            Path = Path.Length == 0 ? property : $"{Path}.{property}",
            Type = typeof(T),
            Read = a => Get(a) is { } organ ? read(organ) : null,
            Write = (a, value) => Get(a) is { } organ ? Set(a, write(organ, (T)value)) : a,
            Lacking = a => Get(a) is null ? Lacking : null,
        };
}

namespace Circuitry.Models;

/// <summary>Reads an <see cref="Architecture"/> from the fields of a <c>config.json</c>, Hugging Face's or TransformerLens's.</summary>
/// <remarks>
/// The family is decided by <c>architectures</c> or <c>model_type</c>, never by a name. Every field is read, known to change
/// nothing, or refused: a model that is read wrongly is worse than one not read.
/// </remarks>
public static partial class ArchitectureReader
{
    /// <summary>Reads the fields of a configuration.</summary>
    /// <param name="config">Fields by name: string, double, bool, null, or a list or dictionary of these.</param>
    /// <exception cref="ArchitectureException">A field is missing, malformed, not known, or asks for what is not implemented.</exception>
    public static Architecture Read(IReadOnlyDictionary<string, object?> config) => Read(config, null);

    /// <summary>Reads the fields of a configuration, which may be of a family that is declared by a class.</summary>
    /// <param name="config">Fields by name.</param>
    /// <param name="own">The family, which comes before those of Circuitry; null for none.</param>
    internal static Architecture Read(IReadOnlyDictionary<string, object?> config, Family? own)
    {
        var fields = new ConfigFields(config);
        return Check(Families.ReaderOf(fields, own)(fields));
    }
}

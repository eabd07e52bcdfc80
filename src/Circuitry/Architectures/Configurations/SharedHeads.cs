namespace Circuitry.Models;

/// <summary>Reads how many key and value heads the query heads of a block share.</summary>
internal static class SharedHeads
{
    /// <param name="f">The fields.</param>
    /// <param name="field">The field with their number. Null is not absence: it means as many as query heads in every family.</param>
    /// <param name="heads">The number of query heads.</param>
    /// <param name="absent">What an absent number means; null for as many as query heads.</param>
    /// <exception cref="ArchitectureException">The query heads do not divide evenly among them.</exception>
    public static int Read(ConfigFields f, string field, int heads, int? absent)
    {
        var shared = f.Given(field) ? f.CountOrNull(field) ?? heads : absent ?? heads;
        return heads % shared == 0
            ? shared
            : throw f.Refused(
                field,
                $"{(f.Given(field) ? "is" : "is absent, which in this family means")} {ConfigFields.Shown(shared)}, among which "
                    + $"{ConfigFields.Shown(heads)} query heads do not divide evenly"
            );
    }
}

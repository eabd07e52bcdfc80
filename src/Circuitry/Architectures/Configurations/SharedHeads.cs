namespace Circuitry.Models;

/// <summary>Reads how many key and value heads the query heads of a block share.</summary>
internal static class SharedHeads
{
    /// <param name="f">The fields.</param>
    /// <param name="field">The field with their number. Null is not absence: where it is allowed it means as many as query heads.</param>
    /// <param name="heads">The number of query heads.</param>
    /// <param name="absent">What an absent number means; null for as many as query heads.</param>
    /// <param name="mayBeNull">Whether the family lets null stand for as many as query heads.</param>
    /// <exception cref="ArchitectureException">The query heads do not divide evenly among them.</exception>
    public static int Read(ConfigFields f, string field, int heads, int? absent, bool mayBeNull = true)
    {
        var shared =
            !f.Given(field) ? absent ?? heads
            : mayBeNull ? f.CountOrNull(field) ?? heads
            : f.Count(field, heads);
        return heads % shared == 0
            ? shared
            : throw f.Refused(
                field,
                $"{(f.Given(field) ? "is" : "is absent, which in this family means")} {ConfigFields.Shown(shared)}, among which "
                    + $"{ConfigFields.Shown(heads)} query heads do not divide evenly"
            );
    }
}

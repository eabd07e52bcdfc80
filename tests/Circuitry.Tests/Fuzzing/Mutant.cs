namespace Circuitry.Tests;

/// <summary>What may come of reading a mutated file, beside a typed refusal that names it.</summary>
internal enum Allowed
{
    /// <summary>Any result.</summary>
    Anything,

    /// <summary>A result that the valid file does not have, where the place that was changed can change results.</summary>
    AnotherResult,

    /// <summary>The result of the valid file.</summary>
    TheSameResult,

    /// <summary>The result of the valid file, and no refusal.</summary>
    NothingElseThanTheSameResult,

    /// <summary>No result.</summary>
    Nothing,
}

/// <summary>A file with something changed.</summary>
/// <param name="Class">What kind of change.</param>
/// <param name="Place">Where, such as <c>$.model.vocab</c>.</param>
/// <param name="Allowed">What may come of it.</param>
/// <param name="Bytes">The file.</param>
internal sealed record Mutant(string Class, string Place, Allowed Allowed, byte[] Bytes);

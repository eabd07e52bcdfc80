namespace Circuitry.Generators;

/// <summary>Names of types as one reads them.</summary>
internal static class TypeNames
{
    /// <summary>A name without its namespace.</summary>
    public static string Short(string type) => type.Substring(type.LastIndexOfAny(['.', ':']) + 1);
}

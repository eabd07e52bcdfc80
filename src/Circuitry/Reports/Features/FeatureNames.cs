namespace Circuitry.Reports;

/// <summary>Nodes and sites by their names in files.</summary>
internal static class FeatureNames
{
    /// <summary>The node of a name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What bears the name.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="CircuitFileException">The text names no node.</exception>
    public static FeatureNode Node(string path, string what, string name) =>
        Parse(path, what, name, "a node such as blocks.2.hook_mlp_out/37", FeatureNode.Parse);

    /// <summary>The site of a name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What bears the name.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="CircuitFileException">The text names no site.</exception>
    public static FeatureSite Site(string path, string what, string name) =>
        Parse(path, what, name, "a site such as blocks.2.hook_mlp_out", FeatureSite.Parse);

    private static T Parse<T>(string path, string what, string name, string expected, Func<string, T> parse)
    {
        try
        {
            return parse(name);
        }
        catch (DictionaryException e)
        {
            throw new CircuitFileException(
                path,
                $"{what} '{name}'",
                expected,
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }
    }
}

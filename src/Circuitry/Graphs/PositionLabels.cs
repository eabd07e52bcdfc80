namespace Circuitry;

/// <summary>The labels of groups of positions, which become parts of names in files and reports.</summary>
internal static class PositionLabels
{
    // Characters with a meaning of their own in names or in the files that hold them.
    private const string Reserved = "[]<>\"\\";

    /// <exception cref="GraphException">A label comes twice, or cannot stand in a name.</exception>
    public static void Check(IReadOnlyList<string> labels)
    {
        foreach (var label in labels)
        {
            if (
                string.IsNullOrEmpty(label)
                || label.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || Reserved.Contains(c))
            )
            {
                throw new GraphException(
                    $"the label '{label}' of a group of positions cannot stand in a name; choose one without blanks, brackets, quotation marks and backslashes"
                );
            }
        }

        if (
            labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
        )
        {
            throw new GraphException(
                $"two groups of positions are labelled '{twice.Key}'; give each a label of its own"
            );
        }
    }
}

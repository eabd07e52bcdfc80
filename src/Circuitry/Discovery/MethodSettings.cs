namespace Circuitry.Discovery;

/// <summary>The settings of a method as provenance writes them, read off the method's record of options.</summary>
public static class MethodSettings
{
    /// <summary>
    /// Every public property of the options in snake case, such as <c>learning_rate</c>, apart from where and how often checkpoints are
    /// saved; sorted by name.
    /// </summary>
    /// <typeparam name="T">The record whose properties count; those that a derived one adds do not.</typeparam>
    /// <param name="options">The options.</param>
    /// <param name="found">
    /// Settings known only once the method has run, such as the number of steps taken; one named like an option replaces it, and
    /// a null value leaves the option out.
    /// </param>
    public static IReadOnlyDictionary<string, string> Of<T>(
        T options,
        params IEnumerable<(string Name, object? Value)> found
    )
        where T : class
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in OptionValues.Of(options))
        {
            settings[name] = value;
        }

        foreach (var (name, value) in found)
        {
            if (value is null)
            {
                settings.Remove(name);
            }
            else
            {
                settings[name] = OptionValues.Text(value);
            }
        }

        return settings;
    }
}

using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Circuitry.Files;

/// <summary>
/// Names and values of a record of options, as results write them: its public properties in snake case, but for those that are no part
/// of its <see cref="Identity"/>.
/// </summary>
internal static class OptionValues
{
    /// <summary>The options, by name, those of base records included.</summary>
    /// <typeparam name="T">The record whose properties count; those that a derived one adds do not.</typeparam>
    /// <param name="options">The options.</param>
    public static IEnumerable<(string Name, string Value)> Of<T>(T options)
        where T : class
    {
        for (var level = typeof(T); level is not null && level != typeof(object); level = level.BaseType)
        {
            var without = level.GetCustomAttribute<IdentityWithoutAttribute>(inherit: false)?.Members ?? [];
            foreach (
                var property in level.GetProperties(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly
                )
            )
            {
                if (property.CanWrite && !without.Contains(property.Name))
                {
                    yield return (NameOf(property.Name), Text(property.GetValue(options)));
                }
            }
        }
    }

    /// <summary>An option's name in results.</summary>
    /// <param name="property">The name of its property.</param>
    public static string NameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary>A value as results write it: numbers in full and invariant, what is null as none.</summary>
    public static string Text(object? value) =>
        value switch
        {
            null => "none",
            true => "true",
            false => "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "none",
        };
}

using System.Globalization;

namespace Circuitry;

/// <summary>Typed access to the fields of a <c>config.json</c>; every refusal names the field.</summary>
internal sealed class ConfigFields(IReadOnlyDictionary<string, object?> fields)
{
    /// <summary>Whether the field is present, null or not.</summary>
    public bool Given(string name) => fields.ContainsKey(name);

    /// <summary>Whether the field is present and not null.</summary>
    public bool Has(string name) => Value(name) is not null;

    public string? Text(string name) =>
        Value(name) switch
        {
            null => null,
            string text => text,
            var other => throw Malformed(name, "a string", other),
        };

    public bool Flag(string name, bool absent) =>
        Value(name) switch
        {
            null => absent,
            bool flag => flag,
            var other => throw Malformed(name, "true or false", other),
        };

    public double Number(string name) => Has(name) ? Number(name, 0) : throw Missing(name);

    public double Number(string name, double absent) =>
        Value(name) switch
        {
            null => absent,
            double number => number,
            var other => throw Malformed(name, "a number", other),
        };

    public int Integer(string name) => Has(name) ? Integer(name, 0) : throw Missing(name);

    public int Integer(string name, int absent)
    {
        var number = Number(name, absent);
        return Math.Floor(number) == number && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw Malformed(name, "a whole number", number);
    }

    public IReadOnlyList<object?>? List(string name) =>
        Value(name) switch
        {
            null => null,
            IReadOnlyList<object?> list => list,
            var other => throw Malformed(name, "a list", other),
        };

    public ConfigFields? Object(string name) =>
        Value(name) switch
        {
            null => null,
            IReadOnlyDictionary<string, object?> inner => new ConfigFields(inner),
            var other => throw Malformed(name, "an object", other),
        };

    /// <summary>Refuses switches that change the computation and are not implemented.</summary>
    public void Refuse(params string[] names)
    {
        foreach (var name in names)
        {
            if (Flag(name, false))
            {
                throw new ArchitectureException(name, "is set, and what it switches on is not implemented");
            }
        }
    }

    private object? Value(string name) => fields.TryGetValue(name, out var value) ? value : null;

    private static ArchitectureException Missing(string name) => new(name, "is missing");

    private static ArchitectureException Malformed(string name, string expected, object found) =>
        new(name, $"must be {expected} and is {Convert.ToString(found, CultureInfo.InvariantCulture)}");
}

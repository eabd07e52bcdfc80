using System.Globalization;

namespace Circuitry.Models;

/// <summary>
/// Typed access to the fields of a configuration. Every refusal names the field, and what nobody has asked for is refused in the
/// end, so that nothing a file says is passed over.
/// </summary>
/// <param name="fields">Fields by name: string, double, bool, null, or a list or dictionary of these.</param>
/// <param name="path">What stands in front of a field's name in errors: the object that it is in, and a point.</param>
internal sealed class ConfigFields(IReadOnlyDictionary<string, object?> fields, string path = "")
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> spelt = new(StringComparer.Ordinal);

    /// <summary>The names, known or not.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>Whether the field is present, null or not.</summary>
    public bool Given(string name) => Find(name, out _);

    /// <summary>Whether the field is present and not null.</summary>
    public bool Has(string name) => Find(name, out var value) && value is not null;

    /// <summary>The name that errors call a field by: as the file spells it, with the objects around it.</summary>
    public string Name(string name) => path + Spelling(name);

    /// <summary>Lets a field have another spelling too. Both may be given where they agree.</summary>
    /// <exception cref="ArchitectureException">They are given and differ.</exception>
    public void Alias(string name, string other)
    {
        if (!Find(other, out var alias))
        {
            return;
        }

        if (!Find(name, out var value))
        {
            spelt[name] = other;
        }
        else if (!Equals(value, alias))
        {
            throw Refused(
                other,
                $"is {Shown(alias)}, but {Name(name)}, which is another name for it, is {Shown(value)}"
            );
        }
    }

    /// <summary>The field as the file gives it; null where it is absent or null.</summary>
    public object? Value(string name) => Find(name, out var value) ? value : null;

    /// <summary>A text; null where the field is absent or null.</summary>
    public string? Text(string name) =>
        Find(name, out var value) && value is not null
            ? value as string ?? throw Malformed(name, "a string", value)
            : null;

    /// <summary>A text that has a default, which null is not.</summary>
    public string Text(string name, string absent) =>
        !Find(name, out var value) ? absent : value as string ?? throw Malformed(name, "a string", value);

    /// <summary>A switch. Where it is off unless given, null says so as well.</summary>
    public bool Flag(string name, bool absent) =>
        !Find(name, out var value) ? absent
        : value is bool flag ? flag
        : value is null && !absent ? false
        : throw Malformed(name, "true or false", value);

    /// <summary>A number that must be given.</summary>
    public double Number(string name) => Has(name) ? Number(name, 0) : throw Missing(name);

    /// <summary>A number that has a default, which null is not.</summary>
    public double Number(string name, double absent) =>
        !Find(name, out var value) ? absent
        : value is double number ? number
        : throw Malformed(name, "a number", value);

    /// <summary>A number that is positive and finite, in float32 too, and must be given.</summary>
    public double Positive(string name) => Has(name) ? Positive(name, 0) : throw Missing(name);

    /// <summary>A number that is positive and finite, in float32 too, and has a default, which null is not.</summary>
    public double Positive(string name, double absent) =>
        Number(name, absent) is var number && ArchitectureReader.IsPositive(number)
            ? number
            : throw Refused(name, $"is {Shown(number)}; it must be {ArchitectureReader.PositiveRange}");

    /// <summary>A whole number from 1 that must be given.</summary>
    public int Count(string name) => Has(name) ? Count(name, 0) : throw Missing(name);

    /// <summary>A whole number from 1 that has a default, which null is not.</summary>
    public int Count(string name, int absent)
    {
        var number = Number(name, absent);
        return Math.Floor(number) != number ? throw Malformed(name, "a whole number", number)
            : number < 1 || number > int.MaxValue
                ? throw Refused(
                    name,
                    $"is {Shown(number)}; it must be positive and at most {Shown((double)int.MaxValue)}"
                )
            : (int)number;
    }

    /// <summary>A whole number from 1; null where the field is absent or null.</summary>
    public int? CountOrNull(string name) => Has(name) ? Count(name) : null;

    /// <summary>A list; null where the field is absent or null.</summary>
    public IReadOnlyList<object?>? List(string name) =>
        Find(name, out var value) && value is not null
            ? value as IReadOnlyList<object?> ?? throw Malformed(name, "a list", value)
            : null;

    /// <summary>An object; null where the field is absent or null.</summary>
    public ConfigFields? Object(string name) =>
        Find(name, out var value) && value is not null
            ? value is IReadOnlyDictionary<string, object?> inner
                ? new ConfigFields(inner, Name(name) + ".")
                : throw Malformed(name, "an object", value)
            : null;

    /// <summary>Knows fields that have no effect where other fields have the values that they have.</summary>
    public void Ignore(params string[] names) => known.UnionWith(names);

    /// <summary>Refuses switches that change the computation and are not implemented. Off and null do nothing.</summary>
    public void Off(params string[] names)
    {
        foreach (var name in names)
        {
            if (Flag(name, false))
            {
                throw Refused(name, "is set, and what it switches on is not implemented");
            }
        }
    }

    /// <summary>Refuses switches without which the computation is another, which is not implemented. On, null and absence do nothing.</summary>
    public void On(params string[] names)
    {
        foreach (var name in names)
        {
            if (Has(name) && !Flag(name, true))
            {
                throw Refused(name, "is off, and what a model does without it is not implemented");
            }
        }
    }

    /// <summary>Refuses a field that has another value than the one that is implemented. Null and absence do nothing.</summary>
    public void Only(string name, object value)
    {
        if (Has(name) && !Equals(Value(name), value))
        {
            throw Refused(name, $"is {Shown(Value(name))}; implemented is {Shown(value)} only");
        }
    }

    /// <summary>Refuses a field that changes the computation and is not implemented. Null and empty ones do nothing.</summary>
    /// <param name="name">The field.</param>
    /// <param name="why">What is not implemented, as a sentence without its end.</param>
    public void None(string name, string why)
    {
        if (
            Find(name, out var value)
            && value
                is not (
                    null
                    or IReadOnlyDictionary<string, object?> { Count: 0 }
                    or IReadOnlyList<object?> { Count: 0 }
                )
        )
        {
            throw Refused(name, why);
        }
    }

    /// <summary>Refuses the fields that nobody has asked for, unless they are known to change nothing.</summary>
    /// <param name="harmless">Fields that change nothing about the computation.</param>
    /// <exception cref="ArchitectureException">There is one, or there are several, which are all named.</exception>
    public void RequireAllKnown(IReadOnlyCollection<string> harmless)
    {
        var unknown = Names
            .Where(name => !known.Contains(name) && !harmless.Contains(name))
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 0)
        {
            var others = unknown.Skip(1).Take(Listed).Select(name => $"'{path}{VisibleText.Short(name)}'").ToList();
            throw new ArchitectureException(
                path + VisibleText.Short(unknown[0]),
                "is not a field that Circuitry knows, and it may change what the model computes"
                    + (
                        others.Count == 0
                            ? ""
                            : $" (likewise {string.Join(", ", others)}{(unknown.Count > Listed + 1 ? ", ..." : "")})"
                    )
                    + "; remove it from the file if it does not"
            );
        }
    }

    private const int Listed = 4;

    /// <summary>Makes the exception that refuses a field.</summary>
    public ArchitectureException Refused(string name, string problem) => new(Name(name), problem);

    /// <summary>A value as it is shown in errors.</summary>
    public static string Shown(object? value) =>
        value switch
        {
            null => "null",
            string text => VisibleText.Short(text),
            bool flag => flag ? "true" : "false",
            IReadOnlyDictionary<string, object?> => "an object",
            IReadOnlyList<object?> => "a list",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private string Spelling(string name) => spelt.TryGetValue(name, out var other) ? other : name;

    private bool Find(string name, out object? value)
    {
        known.Add(name);
        return fields.TryGetValue(Spelling(name), out value);
    }

    private ArchitectureException Missing(string name) => Refused(name, "is missing");

    private ArchitectureException Malformed(string name, string expected, object? found) =>
        Refused(
            name,
            $"must be {expected} and is {(found is string text ? $"the text '{Shown(text)}'" : Shown(found))}"
        );
}

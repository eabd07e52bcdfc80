using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads an architecture from the properties of [Transformer].</summary>
internal static class SpeltOutParser
{
    /// <summary>The architecture; null if something is wrong, which has been reported.</summary>
    public static Architecture? Parse(string name, AttributeData attribute, Location? location, Findings findings)
    {
        var missing = SwitchTable
            .Given.Where(one => one.Absent is null && !attribute.Sets(one.Name))
            .Select(one => one.Name)
            .ToList();
        if (missing.Count > 0)
        {
            findings.Add(Descriptors.MissingSizes, location, name, string.Join(", ", missing));
            return null;
        }

        try
        {
            var architecture = SwitchTable.Build(Families.TransformerLens, one => Value(attribute, one));
            return SizeLimit.Check(ArchitectureReader.Check(architecture));
        }
        catch (ArchitectureException e)
        {
            findings.Add(Descriptors.Unsupported, location, $"The declaration of '{name}'", e.Message);
            return null;
        }
    }

    private static object? Value(AttributeData attribute, Switch one)
    {
        var value = attribute.Get<object?>(one.Name, null);
        return value is int number && one.Type.IsEnum ? Member(one, number) : value;
    }

    private static object Member(Switch one, int value) =>
        Enum.IsDefined(one.Type, value)
            ? Enum.ToObject(one.Type, value)
            : throw new ArchitectureException(
                one.Name,
                string.Format(CultureInfo.InvariantCulture, "{0} is not a member of {1}", value, one.Type.Name)
            );
}

using System.Collections;
using System.Globalization;
using System.Text;

namespace Circuitry.Files;

/// <summary>
/// Any value as canonical text: two values have the same text exactly when they are equal in everything that they hold. Computed
/// once for each search, to distinguish its checkpoint and results from others.
/// </summary>
/// <remarks>
/// Numbers are invariant and round-trip; texts are quoted; sequences stand in their order and sets and dictionaries sorted,
/// whatever class holds them; records and other objects are their type with all instance fields, private ones and those of base
/// classes too. An <see cref="IIdentified"/> speaks for itself. Methods, tensors and what the system lends out have no value, and are
/// refused by the field that holds them.
/// </remarks>
internal static class Identity
{
    private const int Deepest = 100;

    /// <summary>The text of a value.</summary>
    /// <exception cref="CheckpointException">It holds something that has no value, or itself.</exception>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        // By reference: equal values may stand within each other.
        Write(text, value, "", new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    /// <summary>SHA-256 of the texts of values.</summary>
    /// <exception cref="CheckpointException">One holds something that has no value, or itself.</exception>
    public static string HashOf(params object?[] values) => TextHash.Of(Of(values));

    private static void Write(StringBuilder text, object? value, string place, HashSet<object> within)
    {
        if (value is null)
        {
            text.Append("null");
        }
        else if (value is string or char)
        {
            IdentityText.Quote(text, value.ToString()!);
        }
        else if (IdentityText.OfSimple(value) is { } simple)
        {
            text.Append(simple);
        }
        else if (IdentityFields.IsWithoutValue(value.GetType()))
        {
            throw new CheckpointException(
                $"what tells this work from other work cannot be written: {Named(place)} is a {IdentityText.NameOf(value.GetType())}, which has no value to compare; hold what decides it in fields that have one, or implement {nameof(IIdentified)}"
            );
        }
        else
        {
            WriteWhole(text, value, place, within);
        }
    }

    private static void WriteWhole(StringBuilder text, object value, string place, HashSet<object> within)
    {
        // Values of value types are copies, and never within themselves.
        var entered = value.GetType().IsValueType ? null : value;
        if (within.Count >= Deepest || (entered is not null && !within.Add(entered)))
        {
            throw new CheckpointException(
                $"what tells this work from other work cannot be written: {Named(place)} holds itself, or is nested more than {Deepest} deep; hold what decides it in fields that have an end, or implement {nameof(IIdentified)}"
            );
        }

        if (value is IIdentified identified)
        {
            text.Append(IdentityText.NameOf(value.GetType()));
            IdentityText.Quote(text, identified.Identity);
        }
        else if (IdentityFields.IsSequence(value.GetType()))
        {
            WriteSequence(text, (IEnumerable)value, place, within);
        }
        else
        {
            WriteFields(text, value, within);
        }

        if (entered is not null)
        {
            within.Remove(entered);
        }
    }

    private static void WriteSequence(StringBuilder text, IEnumerable values, string place, HashSet<object> within)
    {
        var elements = new List<string>();
        foreach (var value in values)
        {
            var element = new StringBuilder();
            Write(element, value, FormattableString.Invariant($"{place}[{elements.Count}]"), within);
            elements.Add(element.ToString());
        }

        var isSorted = IdentityFields.IsUnordered(values.GetType());
        if (isSorted)
        {
            elements.Sort(StringComparer.Ordinal);
        }

        if (values is Array { Rank: > 1 } array)
        {
            var sizes = Enumerable.Range(0, array.Rank).Select(array.GetLength);
            text.Append(CultureInfo.InvariantCulture, $"{string.Join('x', sizes)}");
        }

        text.Append(isSorted ? '{' : '[').AppendJoin(", ", elements).Append(isSorted ? '}' : ']');
    }

    private static void WriteFields(StringBuilder text, object value, HashSet<object> within)
    {
        text.Append(IdentityText.NameOf(value.GetType())).Append('(');
        var separator = "";
        foreach (var (name, field) in IdentityFields.Of(value.GetType()))
        {
            text.Append(separator).Append(name).Append(": ");
            Write(text, field.GetValue(value), $"{value.GetType().Name}.{name}", within);
            separator = ", ";
        }

        text.Append(')');
    }

    private static string Named(string place) => place.Length == 0 ? "it" : place;
}
